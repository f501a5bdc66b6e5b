// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'prisma/config'

// Prisma's own engine is a download that many networks block; naming any binary stops the attempt. Nothing here needs the engine.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
