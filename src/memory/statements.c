/* The SQL of the memory, in one table. */
#include "memory/memory.h"

#define UNIT_COLUMNS                                                                               \
    "u.id, u.document, u.hash, d.name, d.title, d.date, d.url, u.position, u.paragraph, "          \
    "u.confidence,"                                                                                \
    " u.reviewed, u.tuid, u.created, u.creator, u.changed, u.changer, u.revision"

static const char *const sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN",
    [STATEMENT_END] = "COMMIT",
    [STATEMENT_NEW_REVISION] = "INSERT INTO revision(time, user, command, about)"
                               " VALUES(strftime('%Y-%m-%dT%H:%M:%SZ'), ?, ?, ?)",
    [STATEMENT_GET_REVISION] =
        "SELECT r.id, r.time, r.user, r.command, r.about, r.undoes, r.undone_by,"
        " count(*) FILTER(WHERE j.object = 'unit' AND j.action = 'insert'),"
        " count(DISTINCT j.object_id) FILTER(WHERE j.object = 'unit' AND j.action = 'update'),"
        " count(*) FILTER(WHERE j.object = 'unit' AND j.action = 'delete'),"
        " count(DISTINCT j.object_id) FILTER(WHERE j.object = 'term')"
        " FROM revision r LEFT JOIN journal j ON j.revision = r.id WHERE r.id = ?",
    [STATEMENT_REVISION_BEFORE] = "SELECT max(id) FROM revision WHERE id < ?",
    [STATEMENT_REVISION_OF_UNIT] = "SELECT max(revision) FROM journal WHERE revision < ? AND "
                                   "object = 'unit' AND object_id = ?",
    [STATEMENT_LAST_IN_FORCE] =
        "SELECT max(id) FROM revision r WHERE undoes IS NULL AND undone_by IS NULL"
        " AND EXISTS(SELECT 1 FROM journal j WHERE j.revision = r.id)",
    [STATEMENT_IS_IN_JOURNAL] = "SELECT 1 FROM journal WHERE revision = ? LIMIT 1",
    /* for each unit of a revision what its first entry, its last, and the first behind it say */
    [STATEMENT_CHANGES] =
        "WITH mine(unit, first, last) AS MATERIALIZED"
        " (SELECT object_id, min(id), max(id) FROM journal WHERE revision = ?1 AND object = 'unit'"
        "   GROUP BY object_id),"
        " behind(unit, next) AS MATERIALIZED"
        " (SELECT m.unit, min(j.id) FROM journal j JOIN mine m ON m.unit = j.object_id"
        "   WHERE j.id > (SELECT min(first) FROM mine) AND j.id > m.last AND j.object = 'unit'"
        "   GROUP BY m.unit)"
        " SELECT m.unit, f.action, f.before, l.action, n.before FROM mine m"
        " JOIN journal f ON f.id = m.first JOIN journal l ON l.id = m.last"
        " LEFT JOIN behind b ON b.unit = m.unit LEFT JOIN journal n ON n.id = b.next"
        " ORDER BY m.first",
    [STATEMENT_SET_UNDOES] = "UPDATE revision SET undoes = ?2 WHERE id = ?1",
    /* what an undo took back is undone, what that took back is in force again, and so on in turn */
    [STATEMENT_SET_UNDONE] =
        "WITH RECURSIVE chain(id, undone_by, depth) AS"
        " (SELECT undoes, id, 1 FROM revision WHERE id = ?1"
        "   UNION ALL"
        "  SELECT r.undoes, r.id, c.depth + 1 FROM chain c JOIN revision r ON r.id = c.id"
        "   WHERE r.undoes IS NOT NULL)"
        " UPDATE revision SET undone_by = iif(c.depth % 2 = 1, c.undone_by, NULL)"
        " FROM chain c WHERE revision.id = c.id",
    /* The newest revision that changed objects of a revision after it, or that took away the
     * documents of units that it deleted. What was undone and its undoing come to nothing, if both
     * stand behind it. */
    [STATEMENT_CHANGED_SINCE] =
        "SELECT j.revision FROM"
        " (SELECT object, object_id, max(id) AS last, 0 AS only_whole FROM journal"
        "   WHERE revision = ?1 GROUP BY object, object_id"
        "  UNION ALL"
        "  SELECT 'document', before ->> 'document', max(id), 1 FROM journal"
        "   WHERE revision = ?1 AND object = 'unit' AND action = 'delete' GROUP BY 2) m"
        " JOIN journal j ON j.object_id = m.object_id AND j.object = m.object AND j.id > m.last"
        "  AND (j.action <> 'update' OR NOT m.only_whole)"
        " JOIN revision r ON r.id = j.revision"
        " WHERE j.id > (SELECT min(id) FROM journal WHERE revision = ?1)"
        "  AND r.id <> ?1 AND r.undone_by IS NULL AND coalesce(r.undoes <= ?1, 1)"
        " ORDER BY j.id DESC LIMIT 1",
    [STATEMENT_GET_UNFINISHED] = "SELECT task, units FROM unfinished"
                                 " WHERE revision = (SELECT max(id) FROM revision WHERE id <> ?)",
    [STATEMENT_PUT_UNFINISHED] =
        "INSERT OR REPLACE INTO unfinished(id, revision, task, units) VALUES(1, ?, ?, ?)",
    [STATEMENT_FIND_LANGUAGE] = "SELECT id FROM language WHERE tag = ?",
    [STATEMENT_LANGUAGE_TAG] = "SELECT tag FROM language WHERE id = ?",
    [STATEMENT_NEW_LANGUAGE] = "INSERT INTO language(tag) VALUES(?)",
    [STATEMENT_FIND_DOCUMENT] =
        "SELECT id, name, title, date, url, content, profile FROM document WHERE name = ?",
    [STATEMENT_NEW_DOCUMENT] =
        "INSERT INTO document(name, title, date, url, content, profile, revision, id)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_CHANGE_DOCUMENT] = "UPDATE document SET name = ?, title = ?, date = ?, url = ?, "
                                  "content = ?, profile = ?, revision = ?"
                                  " WHERE id = ?",
    [STATEMENT_JOURNAL_INSERT] =
        "INSERT INTO journal(revision, object, object_id, action) VALUES(?, ?, ?, 'insert')",
    [STATEMENT_JOURNAL_DOCUMENT] =
        "INSERT INTO journal(revision, object, object_id, action, before)"
        " SELECT ?1, 'document', d.id, ?2, json_object('name', d.name, 'title', d.title,"
        "  'date', d.date, 'url', d.url, 'content', d.content, 'profile', d.profile,"
        "  'revision', d.revision,"
        "  'files', (SELECT json_group_array(json_object('side', f.side, 'language', l.tag,"
        "    'file', f.file, 'encoding', f.encoding)) FROM document_file f"
        "    LEFT JOIN language l ON l.id = f.language WHERE f.document = d.id),"
        "  'meta', (SELECT json_group_array(json_object('key', m.key, 'value', m.value))"
        "    FROM document_meta m WHERE m.document = d.id))"
        " FROM document d WHERE d.id = ?3",
    [STATEMENT_JOURNAL_UNIT] =
        "INSERT INTO journal(revision, object, object_id, action, before)"
        " SELECT ?1, 'unit', u.id, ?2, json_object('document', u.document, 'position', u.position,"
        "  'paragraph', u.paragraph, 'confidence', u.confidence, 'reviewed', u.reviewed, 'tuid', "
        "u.tuid,"
        "  'created', u.created, 'creator', u.creator, 'changed', u.changed, 'changer', u.changer,"
        "  'hash', u.hash, 'revision', u.revision,"
        "  'segments', (SELECT json_group_array(json_object('place', s.place, 'language', l.tag,"
        "    'text', s.text, 'tags', s.tags)) FROM segment s JOIN language l ON l.id = s.language"
        "    WHERE s.unit = u.id),"
        "  'properties', (SELECT json_group_array(json_object('place', p.place, 'number', p.number,"
        "    'kind', p.kind, 'name', p.name, 'value', p.value, 'lang', p.lang)) FROM property p"
        "    WHERE p.unit = u.id),"
        "  'exceptions', (SELECT json_group_array(json_object('rule', e.rule, 'hash', e.hash,"
        "    'revision', e.revision)) FROM exception e WHERE e.unit = u.id))"
        " FROM unit u WHERE u.id = ?3",
    [STATEMENT_JOURNAL_ENTRY] = "SELECT id, object, object_id, action, before FROM journal"
                                " WHERE revision = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1",
    /* what the journal has, as rows */
    [STATEMENT_PAST_DOCUMENT] =
        "SELECT before ->> 'name', before ->> 'title', before ->> 'date', before ->> 'url',"
        " before ->> 'content', before ->> 'profile', before ->> 'revision',"
        " json_type(before, '$.files') IS NOT NULL FROM (SELECT ?1 AS before)",
    [STATEMENT_NAME_TAKEN] =
        "SELECT revision FROM document WHERE name = ?2 ->> 'name' AND id <> ?1",
    [STATEMENT_PAST_FILES] =
        "INSERT INTO document_file(document, side, language, file, encoding)"
        " SELECT ?1, value ->> 'side', l.id, value ->> 'file', value ->> 'encoding'"
        " FROM json_each(?2, '$.files') LEFT JOIN language l ON l.tag = value ->> 'language'",
    [STATEMENT_PAST_META] =
        "INSERT INTO document_meta(document, key, value)"
        " SELECT ?1, value ->> 'key', value ->> 'value' FROM json_each(?2, '$.meta')",
    [STATEMENT_PAST_UNIT] =
        "SELECT 0, before ->> 'document', before ->> 'hash', d.name, d.title, d.date, d.url,"
        " before ->> 'position', before ->> 'paragraph', before ->> 'confidence',"
        " before ->> 'reviewed', before ->> 'tuid', before ->> 'created', before ->> 'creator',"
        " before ->> 'changed', before ->> 'changer', before ->> 'revision'"
        " FROM (SELECT ?1 AS before) LEFT JOIN document d ON d.id = before ->> 'document'",
    [STATEMENT_PAST_SEGMENTS] =
        "SELECT 0, l.id, value ->> 'text', value ->> 'tags' FROM json_each(?1, '$.segments')"
        " LEFT JOIN language l ON l.tag = value ->> 'language' ORDER BY value ->> 'place'",
    [STATEMENT_PAST_EXCEPTIONS] =
        "INSERT INTO exception(unit, rule, hash, revision)"
        " SELECT ?1, value ->> 'rule', value ->> 'hash', value ->> 'revision'"
        " FROM json_each(?2, '$.exceptions')",
    [STATEMENT_PAST_PROPERTIES] =
        "SELECT value ->> 'place', value ->> 'kind', value ->> 'name', value ->> 'value',"
        " value ->> 'lang' FROM json_each(?1, '$.properties')"
        " ORDER BY value ->> 'place', value ->> 'number'",
    [STATEMENT_CLEAR_META] = "DELETE FROM document_meta WHERE document = ?",
    [STATEMENT_CLEAR_FILES] = "DELETE FROM document_file WHERE document = ?",
    [STATEMENT_NEW_FILE] =
        "INSERT INTO document_file(document, side, language, file, encoding) VALUES(?, ?, ?, ?, ?)",
    [STATEMENT_PUT_META] = "INSERT INTO document_meta(document, key, value) VALUES(?1, ?2, ?3)"
                           " ON CONFLICT(document, key) DO UPDATE SET value = ?3",
    [STATEMENT_GET_FILES] =
        "SELECT l.tag, f.file, f.encoding FROM document_file f LEFT JOIN language l"
        " ON l.id = f.language WHERE f.document = ? ORDER BY f.side",
    [STATEMENT_FIND_BY_FILES] =
        "SELECT d.name FROM document_file f JOIN document_file g ON g.document = f.document"
        " JOIN document d ON d.id = f.document WHERE f.file = ?1 AND g.file = ?2 AND f.side <> "
        "g.side"
        " ORDER BY d.id LIMIT 1",
    [STATEMENT_GET_META] = "SELECT value FROM document_meta WHERE document = ? AND key = ?",
    [STATEMENT_LAST_POSITION] = "SELECT max(position) FROM unit WHERE document = ?",
    [STATEMENT_DELETE_DOCUMENT] = "DELETE FROM document WHERE id = ?",
    [STATEMENT_LAST_OF_DOCUMENT] = "SELECT max(revision) FROM unit WHERE document = ?",
    [STATEMENT_ANY_OF_DOCUMENT] = "SELECT 1 FROM unit WHERE document = ? LIMIT 1",
    [STATEMENT_NEW_UNIT] =
        "INSERT INTO unit(document, position, paragraph, confidence, reviewed, tuid, created, "
        "creator,"
        " changed, changer, hash, revision, id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_CHANGE_UNIT] =
        "UPDATE unit SET document = ?, position = ?, paragraph = ?, confidence = ?, reviewed = ?,"
        " tuid = ?, created = ?, creator = ?, changed = ?, changer = ?, hash = ?, revision = ?"
        " WHERE id = ?",
    [STATEMENT_CLEAR_SEGMENTS] = "DELETE FROM segment WHERE unit = ?",
    [STATEMENT_CLEAR_PROPERTIES] = "DELETE FROM property WHERE unit = ?",
    [STATEMENT_NEW_SEGMENT] = "INSERT INTO segment(unit, place, language, text, tags, hash, words)"
                              " VALUES(?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_NEW_PROPERTY] = "INSERT INTO property(unit, place, number, kind, name, value, lang)"
                               " VALUES(?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_NEW_WORDS] = "INSERT INTO word(rowid, text) VALUES(?, ?)",
    [STATEMENT_DELETE_WORDS] = "INSERT INTO word(word, rowid, text) VALUES('delete', ?, ?)",
    [STATEMENT_MOVE_UNIT] =
        "UPDATE unit SET position = ?, paragraph = ?, confidence = ?, revision = ?"
        " WHERE id = ?",
    [STATEMENT_DELETE_UNIT] = "DELETE FROM unit WHERE id = ?",
    [STATEMENT_GET_UNIT] =
        "SELECT " UNIT_COLUMNS " FROM unit u JOIN document d ON d.id = u.document"
        " WHERE u.id = ?",
    [STATEMENT_GET_SEGMENTS] =
        "SELECT id, language, text, tags FROM segment WHERE unit = ? ORDER BY place",
    [STATEMENT_GET_PROPERTIES] =
        "SELECT place, kind, name, value, lang FROM property WHERE unit = ?"
        " ORDER BY place, number",
    [STATEMENT_GET_SEGMENT] = "SELECT unit, language, text, tags FROM segment WHERE id = ?",
    /* the word index gives its rows in the order of their numbers */
    [STATEMENT_SEGMENTS_WITH_WORDS] = "SELECT rowid FROM word WHERE word MATCH ? LIMIT ?",
    [STATEMENT_UNITS_UP_TO] =
        "SELECT count(*) FROM (SELECT 1 FROM unit WHERE document = ? LIMIT ?)",
    [STATEMENT_UNITS_BEFORE] = "SELECT id FROM unit WHERE document = ? AND (position, id) < (?, ?)"
                               " ORDER BY position DESC, id DESC LIMIT ?",
    [STATEMENT_UNITS_BEHIND] = "SELECT id FROM unit WHERE document = ? AND (position, id) > (?, ?)"
                               " ORDER BY position, id LIMIT ?",
    [STATEMENT_NEW_HASH] = "INSERT INTO hash(hash, row) VALUES(?, ?)",
    [STATEMENT_DELETE_UNIT_HASH] =
        "DELETE FROM hash WHERE hash = (SELECT hash FROM unit WHERE id = ?1) AND row = -?1",
    [STATEMENT_DELETE_TEXT_HASHES] =
        "DELETE FROM hash WHERE (hash, row) IN (SELECT hash, id FROM segment WHERE unit = ?)",
    [STATEMENT_UNITS_BY_HASH] = "SELECT u.id FROM hash h CROSS JOIN unit u ON u.id = -h.row"
                                " WHERE h.hash = ?1 AND h.row < 0 AND (?2 = 0 OR u.document = ?2)"
                                " AND (?3 = '' OR u.tuid = ?3) ORDER BY u.id",
    [STATEMENT_UNITS_BY_TEXT] =
        "SELECT u.id FROM hash h CROSS JOIN segment s ON s.id = h.row"
        " CROSS JOIN unit u ON u.id = s.unit"
        " WHERE h.hash = ?1 AND h.row > 0 AND s.language = ?2 AND s.text = ?3"
        " AND (?4 = 0 OR u.document = ?4) ORDER BY u.id",
    [STATEMENT_EACH_WITH_TEXT] =
        "SELECT u.id, u.hash FROM hash h CROSS JOIN segment s ON s.id = h.row"
        " CROSS JOIN unit u ON u.id = s.unit"
        " WHERE h.hash = ? AND h.row > 0 AND s.language = ? AND s.text = ?",
    [STATEMENT_SECOND_BY_HASH] = "SELECT 1 FROM hash WHERE hash = ? AND row > 0 LIMIT 1 OFFSET 1",
    [STATEMENT_LAST_UNIT] = "SELECT seq FROM sqlite_sequence WHERE name = 'unit'",
    [STATEMENT_LEXICON_LEARNED] = "SELECT last_unit FROM lexicon WHERE source = ? AND target = ?",
    [STATEMENT_DELETE_LEXICON] = "DELETE FROM lexicon WHERE source = ? AND target = ?",
    [STATEMENT_NEW_LEXICON] = "INSERT INTO lexicon(source, target, last_unit) VALUES(?, ?, ?)",
    [STATEMENT_NEW_TRANSLATION] =
        "INSERT INTO translation(lexicon, source, target, count)"
        " SELECT id, ?3, ?4, ?5 FROM lexicon WHERE source = ?1 AND target = ?2",
    [STATEMENT_TRANSLATIONS] =
        "SELECT t.target, t.count FROM lexicon l JOIN translation t ON t.lexicon = l.id"
        " WHERE l.source = ? AND l.target = ? AND t.source = ? ORDER BY t.count DESC, t.target",
    [STATEMENT_TRANSLATIONS_BACK] =
        "SELECT t.source, t.count FROM lexicon l JOIN translation t ON t.lexicon = l.id"
        " WHERE l.source = ? AND l.target = ? AND t.target = ? ORDER BY t.count DESC, t.source",
    [STATEMENT_PUT_EXCEPTION] =
        "INSERT INTO exception(unit, rule, hash, revision) VALUES(?, ?, ?, ?)"
        " ON CONFLICT(unit, rule) DO UPDATE SET hash = excluded.hash, revision = excluded.revision",
    [STATEMENT_DELETE_EXCEPTION] = "DELETE FROM exception WHERE unit = ? AND rule = ?",
    [STATEMENT_FIND_EXCEPTION] = "SELECT 1 FROM exception WHERE unit = ? AND rule = ? AND hash = ?",
    [STATEMENT_STATE] = "SELECT profile, next_key, generation, units, listed FROM state",
    [STATEMENT_SET_STATE] = "UPDATE state SET next_key = ?, listed = ?",
    [STATEMENT_RENEW_STATE] =
        "UPDATE state SET profile = ?, next_key = ?, generation = generation + 1",
    [STATEMENT_COUNT_UNITS] = "UPDATE state SET units = units + ?",
    [STATEMENT_COUNT_SEGMENTS] =
        "UPDATE language SET segments = segments + ?, words = words + ? WHERE id = ?",
    [STATEMENT_FIND_KEY] = "SELECT rank FROM index_key WHERE hash = ?",
    [STATEMENT_NEW_KEY] = "INSERT INTO index_key(hash, rank) VALUES(?, ?)",
    [STATEMENT_NEW_RANKS] = "INSERT OR REPLACE INTO index_segment(segment, ranks) VALUES(?, ?)",
    [STATEMENT_GET_RANKS] = "SELECT ranks FROM index_segment WHERE segment = ?",
    [STATEMENT_DELETE_RANKS] = "DELETE FROM index_segment WHERE segment = ?",
    [STATEMENT_RECENT_RANKS] =
        "SELECT segment, ranks FROM index_segment WHERE segment > ? ORDER BY segment",
    [STATEMENT_RECENT_TEXTS] =
        "SELECT s.id, s.language, s.text, s.tags, i.ranks FROM segment s"
        " LEFT JOIN index_segment i ON i.segment = s.id WHERE s.id > ? AND s.id < ? ORDER BY s.id",
    [STATEMENT_GET_SIGNATURES] = "SELECT signatures FROM index_signature WHERE row = ?",
    [STATEMENT_PUT_SIGNATURES] =
        "INSERT OR REPLACE INTO index_signature(row, signatures) VALUES(?, ?)",
    [STATEMENT_FIND_BLOCK] = "SELECT last, postings FROM index_block WHERE list = ? AND last >= ?"
                             " ORDER BY last LIMIT 1",
    [STATEMENT_BLOCKS] =
        "SELECT last, postings FROM index_block WHERE list = ? AND last >= ? ORDER BY last",
    [STATEMENT_NEW_BLOCK] = "INSERT INTO index_block(list, last, postings) VALUES(?, ?, ?)",
    [STATEMENT_SET_BLOCK] = "UPDATE index_block SET postings = ?3 WHERE list = ?1 AND last = ?2",
    [STATEMENT_DELETE_BLOCK] = "DELETE FROM index_block WHERE list = ? AND last = ?",
    [STATEMENT_PUT_CONCEPT] =
        "INSERT INTO concept(id, name, subject, definition, note, hash, revision)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(id) DO UPDATE SET name = ?2, subject = ?3,"
        " definition = ?4, note = ?5, hash = ?6, revision = ?7",
    [STATEMENT_DELETE_CONCEPT] = "DELETE FROM concept WHERE id = ?",
    [STATEMENT_GET_CONCEPT] = "SELECT name, subject, definition, note FROM concept WHERE id = ?",
    [STATEMENT_CONCEPT_BY_NAME] = "SELECT id FROM concept WHERE name = ? ORDER BY id LIMIT 1",
    [STATEMENT_CONCEPT_BY_HASH] = "SELECT id FROM concept WHERE hash = ? ORDER BY id LIMIT 1",
    [STATEMENT_NEW_TERM] =
        "INSERT INTO term(concept, place, lang, text, status, part_of_speech, note)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_CLEAR_TERMS] = "DELETE FROM term WHERE concept = ?",
    [STATEMENT_GET_TERMS] = "SELECT lang, text, status, part_of_speech, note FROM term"
                            " WHERE concept = ? ORDER BY place",
    [STATEMENT_JOURNAL_TERM] =
        "INSERT INTO journal(revision, object, object_id, action, before)"
        " SELECT ?1, 'term', c.id, ?2, json_object('name', c.name, 'subject', c.subject,"
        "  'definition', c.definition, 'note', c.note, 'hash', c.hash, 'revision', c.revision,"
        "  'terms', (SELECT json_group_array(json_object('place', t.place, 'lang', t.lang,"
        "    'text', t.text, 'status', t.status, 'part_of_speech', t.part_of_speech,"
        "    'note', t.note)) FROM term t WHERE t.concept = c.id))"
        " FROM concept c WHERE c.id = ?3",
    [STATEMENT_PAST_CONCEPT] =
        "INSERT INTO concept(id, name, subject, definition, note, hash, revision)"
        " SELECT ?1, b ->> 'name', b ->> 'subject', b ->> 'definition', b ->> 'note', b ->> 'hash',"
        " b ->> 'revision' FROM (SELECT ?2 AS b) WHERE true"
        " ON CONFLICT(id) DO UPDATE SET name = excluded.name, subject = excluded.subject,"
        " definition = excluded.definition, note = excluded.note, hash = excluded.hash,"
        " revision = excluded.revision",
    [STATEMENT_PAST_TERMS] =
        "INSERT INTO term(concept, place, lang, text, status, part_of_speech, note)"
        " SELECT ?1, value ->> 'place', value ->> 'lang', value ->> 'text', value ->> 'status',"
        " value ->> 'part_of_speech', value ->> 'note' FROM json_each(?2, '$.terms')",
};

sqlite3_stmt *memory_statement(cotexto_memory *memory, enum statement which, cotexto_error *error)
{
    sqlite3_stmt **statement = &memory->statements[which];
    if (*statement == NULL &&
        sqlite3_prepare_v3(memory->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, statement,
                           NULL) != SQLITE_OK) {
        sql_failed(memory->db, error);
        return NULL;
    }
    sqlite3_reset(*statement);
    sqlite3_clear_bindings(*statement);
    return *statement;
}

bool memory_run(cotexto_memory *memory, enum statement which, int64_t id, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id);
    return sql_do(s, error);
}

bool memory_run_with(cotexto_memory *memory, enum statement which, int64_t id, cotexto_text text,
                     cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id);
    sql_bind_text(s, 2, text);
    return sql_do(s, error);
}

sqlite3_stmt *memory_row(cotexto_memory *memory, enum statement which, int64_t id, bool *found,
                         cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return NULL;
    sql_bind_number(s, 1, id);
    int row = sql_step(s, error);
    *found = row == 1;
    if (row >= 0)
        return s;
    sqlite3_reset(s);
    return NULL;
}
