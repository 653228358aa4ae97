from django.http import HttpRequest, HttpResponse


def preview(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
