# One container, CPU only, everything in one volume. See docs/how-to/docker.md.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/newsloom && /opt/newsloom/bin/pip install --no-cache-dir -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /opt/newsloom/bin/pip install --no-cache-dir --no-deps .

FROM python:3.12-slim
RUN useradd --create-home --uid 1000 newsloom && install -d -o newsloom /data
COPY --from=build /opt/newsloom /opt/newsloom
ENV PATH=/opt/newsloom/bin:$PATH NEWSLOOM_DB=/data/newsloom.db NEWSLOOM_HOST=0.0.0.0 NEWSLOOM_PORT=8413 PYTHONUNBUFFERED=1
USER newsloom
VOLUME /data
EXPOSE 8413
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s \
  CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8413/healthz', timeout=8)"
CMD ["newsloom", "serve"]
