# The kit as a command: docker build -t mvk . && docker run --rm -v "$PWD:/work" mvk check
FROM node:22-slim AS build
WORKDIR /kit
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && mkdir /packed && npm pack --ignore-scripts --pack-destination /packed

FROM node:22-slim
# What the image is of, for who finds it in a registry.
LABEL org.opencontainers.image.title="minivoice-conformance" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /opt/mvk
COPY --from=build /packed/*.tgz kit.tgz
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund ./kit.tgz "@playwright/test@>=1.60 <2" \
    && npm cache clean --force \
    && rm kit.tgz \
    && ln -s /opt/mvk/node_modules/.bin/mvk /usr/local/bin/mvk
# A user that every node image has: reports in a mounted folder belong to it.
USER node
WORKDIR /work
ENTRYPOINT ["mvk"]
CMD ["--help"]
