# SPDX-License-Identifier: Apache-2.0
#
# Two images of what 'mvn package' has put into target: the worker, and the Kombo stand-in of docker-compose.yml.
#
#   mvn package -DskipTests
#   docker build --target courier --tag courier .
#
# Both run as a user without rights (10001), need nothing writable but /var/lib/courier (the ledger's local copy) and
# /tmp (native libraries are unpacked and loaded from there, so it must not be mounted noexec), and listen on all
# addresses of the container.
ARG JRE=eclipse-temurin:25-jre

FROM ${JRE} AS courier
COPY target/courier /opt/courier
# the folder is made here, so that a volume mounted there begins with its owner
RUN mkdir -m 0700 /var/lib/courier && chown 10001:10001 /var/lib/courier
# a folder inside of it: the worker makes that one its own alone (0700), as it cannot with the root of some volumes
ENV COURIER_KAFKA_STATE_DIR=/var/lib/courier/state \
    COURIER_HTTP_HOST=0.0.0.0
USER 10001:10001
WORKDIR /var/lib/courier
EXPOSE 8086
# no shell between the container's signals and the worker: the script replaces itself with the JVM
ENTRYPOINT ["/opt/courier/bin/courier"]
CMD ["run"]

FROM courier AS kombo-stand-in
COPY target/stand-in/lib /opt/courier/lib
COPY config/sandbox /opt/courier/config/sandbox
WORKDIR /tmp
EXPOSE 8087
ENTRYPOINT ["java", "-Xmx256m", "-cp", "/opt/courier/lib/*", "courier.sandbox.kombo.KomboStandIn"]
CMD ["--host", "0.0.0.0", "--port", "8087", "--behaviours", "/opt/courier/config/sandbox/standin.yaml"]
