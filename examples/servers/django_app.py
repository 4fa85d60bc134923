from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

import receiver

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="an-example-has-no-sessions")


@require_GET
def answer(request):
    return JsonResponse(receiver.answer(request.GET.get("call_id", "")))


@require_GET
def menu(request):
    return JsonResponse(receiver.menu(request.GET.get("call_id", "")))


@csrf_exempt
@require_POST
def webhook(request):
    headers = request.headers
    signature = headers.get("X-MiniVoice-Signature", "")
    status = receiver.receive(request.body, headers.get("X-MiniVoice-Timestamp", ""), signature)
    return JsonResponse({"status": status}, status=status)


@require_GET
def call(request, call_id):
    events = receiver.events_of(call_id)
    return JsonResponse({"events": events}, status=200 if events else 404)


urlpatterns = [
    path("answer", answer),
    path("menu", menu),
    path("webhook", webhook),
    path("calls/<str:call_id>", call),
]

import django  # noqa: E402

django.setup()
app = WSGIHandler()
