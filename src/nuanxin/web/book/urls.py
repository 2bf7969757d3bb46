"""The addresses below /book/."""

from django.urls import path

from nuanxin.web.book import views

urlpatterns = [
    path("", views.show_contents, name="book"),
    path("numbers/", views.show_numbers, name="numbers"),
    path("difference/", views.show_difference, name="difference"),
    path("<int:number>/", views.show_article, name="article"),
]
