"""Addresses of the editor that come before Wagtail's own, under the same names."""

from django.urls import path

from cms.access.passwords import ForgottenPassword, LinkAsked, NewPassword, PasswordSet

urlpatterns = [
    path("password_reset/", ForgottenPassword.as_view()),
    path("password_reset/done/", LinkAsked.as_view()),
    path("password_reset/confirm/<uidb64>/<token>/", NewPassword.as_view()),
    path("password_reset/complete/", PasswordSet.as_view()),
]
