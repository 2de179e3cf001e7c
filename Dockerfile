# One recipe for the four services: MODULE is the one to build an image of, MAIN its main class.

FROM maven:3.9-eclipse-temurin-25 AS build
# The build starts a PostgreSQL to generate code from, and that refuses to run as root.
RUN useradd --uid 10002 --user-group --home-dir /var/lib/builder --create-home builder \
    && install -d -o builder -g builder /src
USER builder
WORKDIR /src
COPY --chown=10002:10002 . .
RUN --mount=type=cache,target=/var/lib/builder/.m2,uid=10002,gid=10002 \
    mvn -B -q -Dmaven.test.skip=true -am \
        -pl otp-api-gateway,otp-issuer,otp-mailer-worker,otp-verifier package

FROM eclipse-temurin:25-jre
ARG MODULE=otp-api-gateway
ARG MAIN=dev.sixpost.gateway.GatewayMain
RUN useradd --system --uid 10001 --user-group --no-create-home sixpost \
    && install -d -o sixpost -g sixpost /var/lib/sixpost \
    && install -d /app
COPY service.args /app/java.args
RUN printf '%s\n' -cp '/app/lib/*' "${MAIN}" >> /app/java.args
COPY --from=build /src/${MODULE}/target/lib /app/lib
COPY --from=build /src/${MODULE}/target/${MODULE}-*.jar /app/lib/

USER 10001:10001
ENV OTP_BIND_ADDRESS=0.0.0.0 \
    OTP_OPS_PORT=8081
EXPOSE 8081
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${OTP_OPS_PORT} && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "@/app/java.args"]
