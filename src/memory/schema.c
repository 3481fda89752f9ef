/* The schema: one SQL script for each version, each leading from the version before. A script that
 * was ever released is never changed; the next one is added behind it. Scripts may call words()
 * (memory_add_words_function). */
#include "memory/schema.h"

#include "base/error.h"
#include "base/message.h"
#include "memory/sql.h"

static const char version_1[] =
    "CREATE TABLE language("
    "  id INTEGER PRIMARY KEY,"
    "  tag TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE revision("
    "  id INTEGER PRIMARY KEY,"
    "  time TEXT NOT NULL,"
    "  user TEXT NOT NULL,"
    "  command TEXT NOT NULL) STRICT;"
    "CREATE TABLE document("
    "  id INTEGER PRIMARY KEY,"
    "  name TEXT NOT NULL UNIQUE,"
    "  title TEXT NOT NULL,"
    "  date TEXT NOT NULL,"
    "  url TEXT NOT NULL,"
    "  content INTEGER NOT NULL,"
    "  profile TEXT NOT NULL,"
    "  revision INTEGER NOT NULL REFERENCES revision(id)) STRICT;"
    "CREATE TABLE document_file("
    "  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    "  side INTEGER NOT NULL,"
    "  language INTEGER REFERENCES language(id),"
    "  file TEXT NOT NULL,"
    "  encoding TEXT NOT NULL,"
    "  PRIMARY KEY(document, side)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE document_meta("
    "  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,"
    "  key TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  PRIMARY KEY(document, key)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE unit("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  document INTEGER NOT NULL REFERENCES document(id),"
    "  position INTEGER NOT NULL,"
    "  paragraph INTEGER NOT NULL,"
    "  confidence REAL,"
    "  reviewed INTEGER NOT NULL CHECK(reviewed IN (0, 1)),"
    "  tuid TEXT NOT NULL,"
    "  created TEXT NOT NULL,"
    "  creator TEXT NOT NULL,"
    "  changed TEXT NOT NULL,"
    "  changer TEXT NOT NULL,"
    "  hash INTEGER NOT NULL,"
    "  revision INTEGER NOT NULL REFERENCES revision(id)) STRICT;"
    "CREATE INDEX unit_document ON unit(document, position);"
    "CREATE INDEX unit_hash ON unit(hash);"
    "CREATE TABLE segment("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  unit INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,"
    "  place INTEGER NOT NULL,"
    "  language INTEGER NOT NULL REFERENCES language(id),"
    "  text TEXT NOT NULL,"
    "  tags TEXT,"
    "  hash INTEGER NOT NULL,"
    "  words INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX segment_unit ON segment(unit, place);"
    "CREATE INDEX segment_hash ON segment(hash, language);"
    "CREATE TABLE property("
    "  unit INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,"
    "  place INTEGER NOT NULL,"
    "  number INTEGER NOT NULL,"
    "  kind TEXT NOT NULL CHECK(kind IN ('prop', 'note', 'attribute')),"
    "  name TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  lang TEXT NOT NULL,"
    "  PRIMARY KEY(unit, place, number)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE journal("
    "  id INTEGER PRIMARY KEY,"
    "  revision INTEGER NOT NULL REFERENCES revision(id),"
    "  object TEXT NOT NULL CHECK(object IN ('document', 'unit')),"
    "  object_id INTEGER NOT NULL,"
    "  action TEXT NOT NULL CHECK(action IN ('insert', 'update', 'delete')),"
    "  before TEXT) STRICT;"
    "CREATE INDEX journal_revision ON journal(revision);"
    "CREATE VIRTUAL TABLE word USING fts5("
    "  text, content='', tokenize=\"unicode61 remove_diacritics 2\");";

/* What the units teach about words. */
static const char version_2[] =
    "CREATE TABLE lexicon("
    "  id INTEGER PRIMARY KEY,"
    "  source TEXT NOT NULL,"
    "  target TEXT NOT NULL,"
    "  last_unit INTEGER NOT NULL,"
    "  UNIQUE(source, target)) STRICT;"
    "CREATE TABLE translation("
    "  lexicon INTEGER NOT NULL REFERENCES lexicon(id) ON DELETE CASCADE,"
    "  source TEXT NOT NULL,"
    "  target TEXT NOT NULL,"
    "  count REAL NOT NULL,"
    "  PRIMARY KEY(lexicon, source, target)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX translation_target ON translation(lexicon, target);";

/* The word index without marks: those of Arabic and Hebrew used to cut its words into pieces. */
static const char version_3[] =
    "INSERT INTO word(word) VALUES('delete-all');"
    "INSERT INTO word(rowid, text) SELECT s.id, words(l.tag, s.text, s.tags)"
    "  FROM segment s JOIN language l ON l.id = s.language ORDER BY s.id;";

/* The index for lookup, and counts that need no walk over the rows. The index itself is made when
 * the memory is opened for writing. */
static const char version_4[] =
    "CREATE TABLE state("
    "  id INTEGER PRIMARY KEY CHECK(id = 1),"
    "  profile TEXT NOT NULL,"
    "  next_key INTEGER NOT NULL,"
    "  generation INTEGER NOT NULL,"
    "  units INTEGER NOT NULL) STRICT;"
    "INSERT INTO state(id, profile, next_key, generation, units)"
    "  SELECT 1, '', 1, 0, count(*) FROM unit;"
    "ALTER TABLE language ADD COLUMN segments INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE language ADD COLUMN words INTEGER NOT NULL DEFAULT 0;"
    "UPDATE language SET segments = c.segments, words = c.words FROM"
    "  (SELECT language, count(*) AS segments, sum(words) AS words FROM segment GROUP BY language)"
    "  AS c WHERE c.language = id;"
    /* statistics of a memory with one unit would guide the queries of one with a million */
    "DROP TABLE IF EXISTS sqlite_stat1;"
    /* merging by fours makes some single inserts ten times as long (bench/lookup) */
    "INSERT INTO word(word, rank) VALUES('automerge', 8);"
    "CREATE TABLE index_key("
    "  hash INTEGER PRIMARY KEY,"
    "  rank INTEGER NOT NULL) STRICT;"
    "CREATE TABLE index_segment("
    "  segment INTEGER PRIMARY KEY,"
    "  ranks BLOB NOT NULL) STRICT;"
    "CREATE TABLE index_signature("
    "  row INTEGER PRIMARY KEY,"
    "  signatures BLOB NOT NULL) STRICT;"
    "CREATE TABLE index_block("
    "  list INTEGER NOT NULL,"
    "  last INTEGER NOT NULL,"
    "  postings BLOB NOT NULL,"
    "  PRIMARY KEY(list, last)) STRICT, WITHOUT ROWID;";

/* What a revision was about, and which one took it back. What a journal tells is wide enough for
 * all that can be changed. */
static const char version_5[] =
    "ALTER TABLE revision ADD COLUMN about TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE revision ADD COLUMN undoes INTEGER REFERENCES revision(id);"
    "ALTER TABLE revision ADD COLUMN undone_by INTEGER REFERENCES revision(id);";

/* The hashes of units and of segments' texts, which were an index each, in one table that a
 * transaction can write in order. */
static const char version_6[] =
    "CREATE TABLE hash("
    "  hash INTEGER NOT NULL,"
    "  row INTEGER NOT NULL," /* of a segment, or of a unit and then less than 0 */
    "  PRIMARY KEY(hash, row)) STRICT, WITHOUT ROWID;"
    "INSERT INTO hash(hash, row)"
    "  SELECT hash, id FROM segment UNION ALL SELECT hash, -id FROM unit ORDER BY 1, 2;"
    "DROP INDEX segment_hash;"
    "DROP INDEX unit_hash;";

/* The import that was stopped last. Its row is void once there is a later revision. */
static const char version_7[] = "CREATE TABLE unfinished("
                                "  id INTEGER PRIMARY KEY CHECK(id = 1),"
                                "  revision INTEGER NOT NULL REFERENCES revision(id),"
                                "  task INTEGER NOT NULL,"
                                "  units INTEGER NOT NULL) STRICT;";

/* What a person said is fine of all that the check found. */
static const char version_8[] = "CREATE TABLE exception("
                                "  unit INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,"
                                "  rule TEXT NOT NULL,"
                                "  hash INTEGER NOT NULL,"
                                "  revision INTEGER NOT NULL REFERENCES revision(id),"
                                "  PRIMARY KEY(unit, rule)) STRICT, WITHOUT ROWID;";

/* The glossary. */
static const char version_9[] =
    "CREATE TABLE concept("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  name TEXT NOT NULL,"
    "  subject TEXT NOT NULL,"
    "  definition TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  hash INTEGER NOT NULL,"
    "  revision INTEGER NOT NULL REFERENCES revision(id)) STRICT;"
    "CREATE INDEX concept_name ON concept(name);"
    "CREATE INDEX concept_hash ON concept(hash);"
    "CREATE TABLE term("
    "  concept INTEGER NOT NULL REFERENCES concept(id) ON DELETE CASCADE,"
    "  place INTEGER NOT NULL,"
    "  lang TEXT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  status TEXT NOT NULL CHECK(status IN ('', 'preferred', 'admitted', 'deprecated')),"
    "  part_of_speech TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY(concept, place)) STRICT, WITHOUT ROWID;"
    /* SQLite changes a CHECK by a new table only */
    "CREATE TABLE new_journal("
    "  id INTEGER PRIMARY KEY,"
    "  revision INTEGER NOT NULL REFERENCES revision(id),"
    "  object TEXT NOT NULL CHECK(object IN ('document', 'unit', 'term')),"
    "  object_id INTEGER NOT NULL,"
    "  action TEXT NOT NULL CHECK(action IN ('insert', 'update', 'delete')),"
    "  before TEXT) STRICT;"
    "INSERT INTO new_journal SELECT id, revision, object, object_id, action, before FROM journal;"
    "DROP TABLE journal;"
    "ALTER TABLE new_journal RENAME TO journal;"
    "CREATE INDEX journal_revision ON journal(revision);";

/* Blocks whose column of places has an empty text for the end of a list, which takes no byte: the
 * index is made anew, as after version 4. And new segments that stand in no list yet. */
static const char version_10[] =
    "DROP TABLE index_block;"
    "CREATE TABLE index_block("
    "  list INTEGER NOT NULL,"
    "  last ANY NOT NULL,"
    "  postings BLOB NOT NULL,"
    "  PRIMARY KEY(list, last)) STRICT, WITHOUT ROWID;"
    "ALTER TABLE state ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;"
    "UPDATE state SET profile = '', listed = (SELECT coalesce(max(id), 0) FROM segment);";

static const char *const versions[] = {version_1, version_2, version_3, version_4, version_5,
                                       version_6, version_7, version_8, version_9, version_10};

int schema_latest(void)
{
    return (int)(sizeof versions / sizeof *versions);
}

static bool not_a_memory(const char *path, cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "not-a-memory", "%s", _("is not a cotexto memory"));
    error_file(error, path);
    return error_hint(error, "%s",
                      _("name another file with -m; a memory is made by cotexto import"));
}

bool schema_check(sqlite3 *db, const char *path, int *version, cotexto_error *error)
{
    int64_t application, tables, stored;
    if (!sql_number(db, "PRAGMA application_id", &application, error) ||
        !sql_number(db, "SELECT count(*) FROM sqlite_schema", &tables, error) ||
        !sql_number(db, "PRAGMA user_version", &stored, error))
        return error_file(error, path);
    if (application != SCHEMA_APPLICATION_ID && (application != 0 || tables != 0 || stored != 0))
        return not_a_memory(path, error);
    if (stored > schema_latest()) {
        error_set(error, COTEXTO_DATA, "newer-memory",
                  _("was made by a newer cotexto (schema %d, this one knows %d)"), (int)stored,
                  schema_latest());
        error_file(error, path);
        return error_hint(error, "%s", _("update cotexto; the memory is unchanged"));
    }
    if (stored < 0 || (stored == 0 && tables != 0))
        return not_a_memory(path, error);
    *version = (int)stored;
    return true;
}

bool schema_migrate(sqlite3 *db, int version, cotexto_error *error)
{
    if (!sql_run(db, "BEGIN IMMEDIATE", error))
        return false;
    /* another process may have been quicker */
    int64_t stored = version;
    bool good = sql_number(db, "PRAGMA user_version", &stored, error);
    for (int v = (int)stored; good && v < schema_latest(); v++)
        good = sql_run(db, versions[v], error);
    char pragmas[128];
    sqlite3_snprintf(sizeof pragmas, pragmas, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
                     SCHEMA_APPLICATION_ID, schema_latest());
    good = good && sql_run(db, pragmas, error) && sql_run(db, "COMMIT", error);
    if (!good)
        sql_run(db, "ROLLBACK", NULL);
    return good;
}
