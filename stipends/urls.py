"""Public addresses of stipends, below /<language>/."""

from django.urls import path

from stipends.views import own_stipend

app_name = "stipends"
urlpatterns = [
    path("<slug:slug>/stipend/", own_stipend.stipend_less, name="stipend-less"),
]
