# Thin names over npm and docker; `make` alone lists them.
IMAGE ?= brainboard:local
OVERLAY ?= staging

.PHONY: help install build start test lint render image secrets up down

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1	\2/' | expand -t 12

install: ## Install the dependencies
	npm ci

build: ## Build dist where it is out of date
	@node scripts/build-if-needed.mjs

start: ## Start on an embedded database
	npm start

test: ## Run every test
	npm test

lint: ## Check style, types and architecture
	npm run lint
	npm run types
	npm run architecture

render: ## Print the manifests of OVERLAY (staging, production)
	@node scripts/render-kubernetes.mjs $(OVERLAY)

image: ## Build the image IMAGE
	docker build --tag $(IMAGE) --build-arg REVISION=$$(git rev-parse HEAD) .

secrets: ## Make the secrets of compose.yaml where they are missing
	@node scripts/compose-secrets.mjs

up: secrets ## Start everything in containers
	docker compose up --build --detach --wait

down: ## Stop the containers; their data stays
	docker compose down
