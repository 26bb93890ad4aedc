# Build: docker build -t engawa .        Run: see compose.yaml
ARG PYTHON=3.13
FROM python:${PYTHON}-slim AS build
COPY requirements.txt /tmp/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check -r /tmp/requirements.txt \
 && /opt/venv/bin/pip uninstall --yes --quiet pip

FROM python:${PYTHON}-slim
# For pictures: names in scripts whose letters join or run from right to left, and emoji in colour.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-noto-color-emoji libfribidi0 \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 engawa \
 && useradd --uid 10001 --gid engawa --no-create-home --home-dir /data --shell /usr/sbin/nologin engawa \
 && install -d -o engawa -g engawa -m 0700 /data
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY LICENSE ./
COPY migrations ./migrations
COPY bot ./bot
COPY cogs ./cogs
# Compiled once here: the user the bot runs as can't write to /app.
RUN /opt/venv/bin/python -m compileall -q bot cogs migrations

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/engawa.db \
    BACKUP_DIR=/data/backups \
    METRICS_HOST=0.0.0.0
USER engawa
VOLUME /data
# /healthz and /metrics, where METRICS_PORT=9464 is set; nothing listens otherwise.
EXPOSE 9464
# The bot finishes what is under way within 10 seconds of this; compose.yaml gives it 20.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=90s --retries=3 CMD ["python", "-m", "bot.operations.health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
