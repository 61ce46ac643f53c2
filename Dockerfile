# Usher in a container: built in the first stage, run as nobody in particular in the second.
#   docker build -t usher . && docker run --rm -it -v usher:/data usher chat
# With the language model that docs/answers.md tells of, 72 MB more: docker build --build-arg USHER_EMBEDDER=ON -t usher .
# The database lies in /data, which is all that is ever written: --read-only and --cap-drop all work.

FROM debian:bookworm-slim AS build
ARG DEBIAN_FRONTEND=noninteractive
WORKDIR /src
# The packages first: they change less often than the code.
COPY packaging/apt-packages.txt packaging/
RUN apt-get update \
 && apt-get install -y --no-install-recommends $(awk '/^[^#]/ && $2 == "build" { print $1 }' packaging/apt-packages.txt) \
 && rm -rf /var/lib/apt/lists/*
ARG USHER_EMBEDDER=OFF
RUN if [ "$USHER_EMBEDDER" = ON ]; then \
      apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*; fi
COPY . .
RUN cmake --preset release -DCMAKE_INSTALL_PREFIX=/usr -DUSHER_EMBEDDER="$USHER_EMBEDDER" \
 && cmake --build --preset release \
 && DESTDIR=/out cmake --install build/release --strip

FROM debian:bookworm-slim
ARG DEBIAN_FRONTEND=noninteractive
COPY packaging/apt-packages.txt /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends $(awk '/^[^#]/ && $2 == "run" { print $1 }' /tmp/apt-packages.txt) \
 && rm -rf /var/lib/apt/lists/* /tmp/apt-packages.txt \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin usher \
 && install -d -o usher -g usher -m 0700 /data
COPY --from=build /out/ /
USER usher
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["usher"]
CMD ["run"]
