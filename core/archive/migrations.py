"""The steps by which an archive came to its present format. Frozen: add, never change one.

A step speaks SQL only and imports nothing that lives on: it must do tomorrow what it did the day
it was written.  ``user_version`` of a file is ``MAJOR * 1000 + number of steps``.  A file of more
steps than a program knows is refused: a schema that cannot be compared cannot be trusted.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

STEPS = Migrations("archive")


@STEPS()
def m001_evaluations_and_versions(db: Database) -> None:
    """Evaluations, each with its versions."""
    # ``year`` has no type on purpose: it keeps 2021 a number and “二〇二一” a text. AUTOINCREMENT,
    # so that the number of an evaluation is never given to another one.
    db.execute("""
        CREATE TABLE evaluations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            year,
            project TEXT NOT NULL,
            unit TEXT NOT NULL,
            department TEXT NOT NULL,
            words TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'final')),
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            trashed TEXT NOT NULL DEFAULT '',
            version INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            total_score TEXT NOT NULL,
            total_points TEXT NOT NULL,
            grade TEXT NOT NULL,
            rate TEXT NOT NULL,
            errors INTEGER NOT NULL,
            warnings INTEGER NOT NULL
        )""")
    db.execute("CREATE INDEX evaluations_year ON evaluations (year)")
    db.execute("""
        CREATE TABLE versions (
            evaluation INTEGER NOT NULL REFERENCES evaluations (id),
            number INTEGER NOT NULL,
            begun TEXT NOT NULL,
            saved TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('draft', 'final')),
            content TEXT NOT NULL,
            digest TEXT NOT NULL,
            total_score TEXT NOT NULL,
            total_points TEXT NOT NULL,
            grade TEXT NOT NULL,
            rate TEXT NOT NULL,
            errors INTEGER NOT NULL,
            warnings INTEGER NOT NULL,
            PRIMARY KEY (evaluation, number)
        )""")


@STEPS()
def m002_rules_of_each_version(db: Database) -> None:
    """The rule profile by which a version was scored, each text once."""
    db.execute("""
        CREATE TABLE rule_texts (
            digest TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) WITHOUT ROWID""")
    # The digest of a text in rule_texts, or nothing: then nobody told.
    db.execute("ALTER TABLE versions ADD COLUMN rules TEXT NOT NULL DEFAULT ''")


@STEPS()
def m003_life_of_a_form(db: Database) -> None:
    """定稿编号, 签章扫描件, 更正 and 结转."""
    db.execute("ALTER TABLE evaluations ADD COLUMN final_number TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE evaluations ADD COLUMN signed TEXT NOT NULL DEFAULT ''")
    # Of which evaluation this one is the correction, and which one it was carried over from.
    db.execute("ALTER TABLE evaluations ADD COLUMN corrects INTEGER REFERENCES evaluations (id)")
    db.execute("ALTER TABLE evaluations ADD COLUMN follows INTEGER REFERENCES evaluations (id)")
    db.execute("ALTER TABLE versions ADD COLUMN final_number TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE versions ADD COLUMN finalized TEXT NOT NULL DEFAULT ''")
    db.execute("""
        CREATE TABLE scans (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            evaluation INTEGER NOT NULL,
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            pages INTEGER NOT NULL,
            added TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (evaluation, version, sha256),
            FOREIGN KEY (evaluation, version) REFERENCES versions (evaluation, number)
        )""")


@STEPS()
def m004_search(db: Database) -> None:
    """The words to search in a table of their own, so that a list never reads them; an index."""
    db.execute("""
        CREATE TABLE search_words (
            evaluation INTEGER PRIMARY KEY REFERENCES evaluations (id),
            words TEXT NOT NULL
        )""")
    db.execute("INSERT INTO search_words SELECT id, words FROM evaluations")
    db.execute("UPDATE evaluations SET words = ''")
    # Holds no text, only which pairs of characters stand in which evaluation; made from the words
    # at any time, see search.py.
    db.execute("""
        CREATE VIRTUAL TABLE search_index
        USING fts5 (pairs, content='', detail=none, columnsize=0, tokenize='ascii')""")


@STEPS()
def m005_views_in_chinese(db: Database) -> None:
    """What DB Browser or Datasette should show; described in note.py."""
    db.execute("""
        CREATE VIEW "自评一览" AS
        SELECT id AS "编号", year AS "年度", project AS "项目名称", unit AS "实施单位",
            department AS "主管部门",
            CASE WHEN trashed <> '' THEN '回收站' WHEN state = 'draft' THEN '草稿'
                WHEN signed <> '' THEN '已签章' ELSE '定稿' END AS "状态",
            final_number AS "定稿编号", total_score AS "总分", grade AS "等级", rate AS "执行率",
            errors AS "错误", warnings AS "提醒", version AS "版本",
            corrects AS "更正自", follows AS "结转自", created AS "建立时间", changed AS "修改时间"
        FROM evaluations""")
    db.execute("""
        CREATE VIEW "历次版本" AS
        SELECT evaluation AS "编号", number AS "版本",
            CASE state WHEN 'draft' THEN '草稿' ELSE '定稿' END AS "状态",
            final_number AS "定稿编号", finalized AS "定稿时间", begun AS "开始时间",
            saved AS "保存时间", total_score AS "总分", grade AS "等级", rate AS "执行率",
            rule_texts.text AS "规则包", content AS "内容", versions.digest AS "校验码"
        FROM versions LEFT JOIN rule_texts ON rule_texts.digest = versions.rules""")
    db.execute("""
        CREATE VIEW "指标明细" AS
        SELECT evaluations.id AS "编号", evaluations.year AS "年度",
            evaluations.project AS "项目名称", line.key + 1 AS "序号",
            json_extract(line.value, '$.level1') AS "一级指标",
            json_extract(line.value, '$.level2') AS "二级指标",
            json_extract(line.value, '$.level3') AS "三级指标",
            json_extract(line.value, '$.target') AS "年度指标值",
            json_extract(line.value, '$.actual') AS "实际完成值",
            json_extract(line.value, '$.points') AS "分值",
            json_extract(line.value, '$.score') AS "得分",
            json_extract(line.value, '$.deviation') AS "偏差原因分析及改进措施"
        FROM evaluations
        JOIN versions ON versions.evaluation = evaluations.id
            AND versions.number = evaluations.version
        JOIN json_each(versions.content, '$.form.indicators') AS line
        WHERE evaluations.trashed = ''""")
    db.execute("""
        CREATE VIEW "项目资金" AS
        SELECT evaluations.id AS "编号", evaluations.year AS "年度",
            evaluations.project AS "项目名称",
            json_extract(versions.content, '$.form.money_unit') AS "金额单位",
            line.key + 1 AS "序号",
            json_extract(line.value, '$.name') AS "资金来源",
            json_extract(line.value, '$.initial') AS "年初预算数",
            json_extract(line.value, '$.annual') AS "全年预算数",
            json_extract(line.value, '$.executed') AS "全年执行数",
            json_extract(line.value, '$.points') AS "分值",
            json_extract(line.value, '$.rate') AS "执行率",
            json_extract(line.value, '$.score') AS "得分"
        FROM evaluations
        JOIN versions ON versions.evaluation = evaluations.id
            AND versions.number = evaluations.version
        JOIN json_each(versions.content, '$.form.funds') AS line
        WHERE evaluations.trashed = ''""")


@STEPS()
def m006_papers(db: Database) -> None:
    """The PDF of each final version, as it was made at 定稿."""
    db.execute("""
        CREATE TABLE papers (
            evaluation INTEGER NOT NULL,
            version INTEGER NOT NULL,
            made TEXT NOT NULL,
            program TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (evaluation, version),
            FOREIGN KEY (evaluation, version) REFERENCES versions (evaluation, number)
        )""")


@STEPS()
def m007_types_of_cells(db: Database) -> None:
    """Each cell is of its column's type (STRICT needs SQLite 3.37)."""
    integers = {
        "evaluations": ("id", "version", "revision", "errors", "warnings"),
        "versions": ("evaluation", "number", "errors", "warnings"),
        "scans": ("id", "evaluation", "version", "pages"),
        "papers": ("evaluation", "version"),
        "search_words": ("evaluation",),
    }
    texts = {
        "evaluations": (
            *("project", "unit", "department", "words", "state", "created", "changed", "trashed"),
            *("total_score", "total_points", "grade", "rate", "final_number", "signed"),
        ),
        "versions": (
            *("begun", "saved", "state", "content", "digest", "total_score", "total_points"),
            *("grade", "rate", "rules", "final_number", "finalized"),
        ),
        "rule_texts": ("digest", "text"),
        "scans": ("name", "added", "sha256"),
        "papers": ("made", "program", "sha256"),
        "search_words": ("words",),
    }
    others = {
        "evaluations": (
            "typeof(year) IN ('integer', 'text')",
            "typeof(corrects) IN ('integer', 'null')",
            "typeof(follows) IN ('integer', 'null')",
        ),
        "scans": ("typeof(content) = 'blob'",),
        "papers": ("typeof(content) = 'blob'",),
    }
    # A check changes nothing of what is stored, so the text of the table is all there is to change
    # (sqlite.org/lang_altertable.html, section 7): a hundred megabytes of scans stay in place.
    (version,) = db.execute("PRAGMA schema_version").fetchone()
    db.execute("PRAGMA writable_schema = ON")
    for table, named in texts.items():
        checks = [f"typeof({name}) = 'integer'" for name in integers.get(table, ())]
        checks += [f"typeof({name}) = 'text'" for name in named]
        checks += others.get(table, ())
        (text,) = db.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [table]
        ).fetchone()
        body, bracket, behind = text.rpartition(")")
        lines = ",\n            ".join(f"CHECK ({check})" for check in checks)
        db.execute(
            "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?",
            [f"{body.rstrip()},\n            {lines}\n        {bracket}{behind}", table],
        )
    db.execute(f"PRAGMA schema_version = {version + 1}")
    db.execute("PRAGMA writable_schema = OFF")


@STEPS()
def m008_samples_and_issued_versions(db: Database) -> None:
    """Which forms are the shipped sample, which versions left the program; indexes for a year."""
    # What the head of the sample said when it was put in: while the form says the same it is 样例,
    # with a project, unit or year of his own it is the clerk's.
    db.execute("""
        ALTER TABLE evaluations
        ADD COLUMN sample TEXT NOT NULL DEFAULT '' CHECK (typeof(sample) = 'text')""")
    # Nobody noted it until now: a form that began with the very words of the sample was the sample.
    db.execute("""
        UPDATE evaluations
        SET sample = '社会保险服务费' || char(10) ||
            '上海市社会保险事业管理中心' || char(10) || '2021'
        WHERE id IN (
            SELECT evaluation FROM versions WHERE number = 1 AND digest =
            'a7186c1ff8a33efdaa04b6402ad985d82e49dee2bbde8c2e76471dc1a533025c')""")
    # When a version was first printed or exported, and the digest of what its paper shows (blank:
    # nobody worked it out yet).
    db.execute("""
        ALTER TABLE versions
        ADD COLUMN issued TEXT NOT NULL DEFAULT '' CHECK (typeof(issued) = 'text')""")
    db.execute("""
        ALTER TABLE versions
        ADD COLUMN printed_digest TEXT NOT NULL DEFAULT ''
            CHECK (typeof(printed_digest) = 'text')""")
    db.execute("CREATE INDEX evaluations_project ON evaluations (year, project, unit)")
    db.execute("""
        CREATE INDEX evaluations_corrects ON evaluations (corrects) WHERE corrects IS NOT NULL""")
    db.execute('DROP VIEW "自评一览"')
    db.execute("""
        CREATE VIEW "自评一览" AS
        SELECT id AS "编号", year AS "年度", project AS "项目名称", unit AS "实施单位",
            department AS "主管部门",
            CASE WHEN trashed <> '' THEN '回收站'
                WHEN sample <> '' AND sample = project || char(10) || unit || char(10) || year
                    THEN '样例'
                WHEN state = 'draft' THEN '草稿'
                WHEN signed <> '' THEN '已签章' ELSE '定稿' END AS "状态",
            final_number AS "定稿编号", total_score AS "总分", grade AS "等级", rate AS "执行率",
            errors AS "错误", warnings AS "提醒", version AS "版本",
            corrects AS "更正自", follows AS "结转自", created AS "建立时间", changed AS "修改时间"
        FROM evaluations""")


@STEPS()
def m009_evidence_and_authors(db: Database) -> None:
    """Which files were filed as 佐证材料 (their content lies beside); who saved a version."""
    # Who refers to a file stands in the versions; here stands what must lie beside the archive.
    db.execute("""
        CREATE TABLE evidence (
            sha256 TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            added TEXT NOT NULL,
            CHECK (typeof(sha256) = 'text'),
            CHECK (typeof(size) = 'integer'),
            CHECK (typeof(added) = 'text')
        ) WITHOUT ROWID""")
    db.execute("""
        ALTER TABLE versions
        ADD COLUMN author TEXT NOT NULL DEFAULT '' CHECK (typeof(author) = 'text')""")
    db.execute('DROP VIEW "历次版本"')
    db.execute("""
        CREATE VIEW "历次版本" AS
        SELECT evaluation AS "编号", number AS "版本",
            CASE state WHEN 'draft' THEN '草稿' ELSE '定稿' END AS "状态",
            final_number AS "定稿编号", finalized AS "定稿时间", begun AS "开始时间",
            saved AS "保存时间", author AS "保存人", total_score AS "总分", grade AS "等级",
            rate AS "执行率", rule_texts.text AS "规则包", content AS "内容",
            versions.digest AS "校验码"
        FROM versions LEFT JOIN rule_texts ON rule_texts.digest = versions.rules""")


@STEPS()
def m010_what_is_still_to_be_filled_in(db: Database) -> None:
    """How many of the errors only say that something is still to be written."""
    # Of what was saved before nobody noted it: it counts as errors until it is saved again.
    for table in ("evaluations", "versions"):
        db.execute(f"""
            ALTER TABLE {table}
            ADD COLUMN unfilled INTEGER NOT NULL DEFAULT 0
                CHECK (typeof(unfilled) = 'integer')""")
    db.execute('DROP VIEW "自评一览"')
    db.execute("""
        CREATE VIEW "自评一览" AS
        SELECT id AS "编号", year AS "年度", project AS "项目名称", unit AS "实施单位",
            department AS "主管部门",
            CASE WHEN trashed <> '' THEN '回收站'
                WHEN sample <> '' AND sample = project || char(10) || unit || char(10) || year
                    THEN '样例'
                WHEN state = 'draft' THEN '草稿'
                WHEN signed <> '' THEN '已签章' ELSE '定稿' END AS "状态",
            final_number AS "定稿编号", total_score AS "总分", grade AS "等级", rate AS "执行率",
            errors - unfilled AS "错误", unfilled AS "待填", warnings AS "提醒",
            version AS "版本", corrects AS "更正自", follows AS "结转自", created AS "建立时间",
            changed AS "修改时间"
        FROM evaluations""")


@STEPS()
def m011_the_list_tells_the_present_version(db: Database) -> None:
    """The list shows the figures that stand with the present version, as a check demands."""
    # A final form that was saved again unchanged got the figures of that day into the list alone.
    db.execute("""
        UPDATE evaluations SET
            total_score = present.total_score, total_points = present.total_points,
            grade = present.grade, rate = present.rate, errors = present.errors,
            warnings = present.warnings, unfilled = present.unfilled
        FROM versions AS present
        WHERE present.evaluation = evaluations.id AND present.number = evaluations.version""")
