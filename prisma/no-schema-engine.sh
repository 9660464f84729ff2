#!/bin/sh
# Stands in for Prisma's schema engine, which `prisma generate` asks only for its version.
echo 'schema-engine-cli 0'
