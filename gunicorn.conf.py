"""How gunicorn serves the site; read by every `gunicorn config.wsgi` started from this folder."""

worker_class = "gthread"
threads = 4
graceful_timeout = 10  # seconds for the requests in hand
control_socket_disable = True
loglevel = "warning"

# Whoever speaks to gunicorn may claim anything in a header. Which proxy to believe is said in one
# place, BEHIND_PROXY and TRUSTED_PROXIES in the settings, so gunicorn believes none by itself.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
