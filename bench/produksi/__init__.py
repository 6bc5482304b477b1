"""`make prod-check`: the processes of docker-compose.yml without Docker, driven through a proxy."""
