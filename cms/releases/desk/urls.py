"""The addresses of the disclosure desk, below the editor's own."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.releases.desk.views import decide, intake, log, pages, proof, queue, rescreenings, review, stops

app_name = "disclosure"

urlpatterns = decorate_urlpatterns(
    [
        path("", queue.Queue.as_view(), name="queue"),
        path("results/", queue.Queue.as_view(results_only=True), name="queue_results"),
        path("returned/", queue.Returned.as_view(), name="returned"),
        path("returned/results/", queue.Returned.as_view(results_only=True), name="returned_results"),
        path("proposed/", queue.Lapsed.as_view(), name="lapsed"),
        path("proposed/results/", queue.Lapsed.as_view(results_only=True), name="lapsed_results"),
        path("find/", queue.Find.as_view(), name="find"),
        path("decisions/", log.Log.as_view(), name="log"),
        path("decisions/results/", log.Log.as_view(results_only=True), name="log_results"),
        path("decisions.csv", log.LogFile.as_view(), name="log_csv"),
        path("decisions/<int:pk>/proof/", proof.Proof.as_view(), name="proof"),
        path("intake/", intake.Intake.as_view(), name="intake"),
        path("intake/results/", intake.Intake.as_view(results_only=True), name="intake_results"),
        path("rescreening/", rescreenings.Rescreenings.as_view(), name="rescreenings"),
        path("screen-again/", rescreenings.ScreenHeld.as_view(), name="screen_held"),
        path("rescreening/<slug:batch>/undo/", rescreenings.Undo.as_view(), name="undo"),
        path("stop/", stops.Stops.as_view(), name="stops"),
        path("pages/", pages.HeldPages.as_view(), name="pages"),
        path("pages/results/", pages.HeldPages.as_view(results_only=True), name="pages_results"),
        path("pages/missed/", pages.MissedSchedules.as_view(), name="missed"),
        path("pages/missed/results/", pages.MissedSchedules.as_view(results_only=True), name="missed_results"),
        path("pages/<int:pk>/", pages.HeldPage.as_view(), name="page"),
        path("<int:pk>/", review.Review.as_view(), name="review"),
        path("<int:pk>/files/<str:digest>/", review.File.as_view(), name="file"),
        path("<int:pk>/close/", decide.Close.as_view(), name="close"),
        path("<int:pk>/keep/", decide.Keep.as_view(), name="keep"),
        path("<int:pk>/open/", decide.Open.as_view(), name="open"),
        path("<int:pk>/take-down/", decide.TakeDown.as_view(), name="take_down"),
        path("<int:pk>/embargo/", decide.Embargo.as_view(), name="embargo"),
        path("<int:pk>/restore/", decide.Restore.as_view(), name="restore"),
        path("<int:pk>/allow/", decide.AllowValue.as_view(), name="allow"),
    ],
    require_admin_access,
)
