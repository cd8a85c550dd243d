# The image of every process: the API and the worker (ROLE), and one-off commands (dist/src/cli.js).
ARG NODE_IMAGE=node:20-bookworm-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

# Without the embedded PostgreSQL (an optional dependency) and without development tools.
FROM base AS dependencies
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts --no-audit

FROM base AS build
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=optional --ignore-scripts --no-audit
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY migrations migrations
COPY src src
RUN npx --no-install nest build

FROM ${NODE_IMAGE} AS runtime
# Nothing is installed at run time, so there is no package manager to be attacked or patched.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
WORKDIR /app
ENV NODE_ENV=production \
    PORT=3000
# Owned by root and not writable by the user below; the only folder to write in is /tmp.
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# node is process 1 and handles SIGTERM itself: no shell and no npm in between.
ENTRYPOINT ["node"]
CMD ["dist/src/main.js"]

ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Brainboard" \
      org.opencontainers.image.description="The backend of an AI productivity dashboard" \
      org.opencontainers.image.licenses="UNLICENSED" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
