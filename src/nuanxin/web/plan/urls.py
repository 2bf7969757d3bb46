"""The addresses below /plan/."""

from django.urls import path

from nuanxin.web.plan import views

urlpatterns = [
    path("", views.show_plan, name="plan"),
    path("words/", views.hear_words, name="words"),
    path("print/", views.print_plan, name="print"),
]
