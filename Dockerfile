# One image for web, worker and the one-off migration; see docker-compose.yml.
FROM python:3.11.14-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        postgresql-client-15 gnupg \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home ppid \
    && install -d -o ppid -g ppid /data

WORKDIR /app
# Where files live in a bucket, requirements-s3.txt: Amazon's library is as heavy as Django.
ARG REQUIREMENTS=requirements.txt
COPY requirements.txt requirements-s3.txt ./
RUN pip install --require-hashes -r "$REQUIREMENTS"
COPY . .

ENV PPID_DATA=/data PPID_STATIC=/app/static.d PPID_BIND=0.0.0.0 HOME=/tmp
RUN PPID_SECRET_KEY=only-while-building python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /data/*
USER ppid
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "ppid.wsgi"]
