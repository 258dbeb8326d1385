"""What the speech counts, asked in plain SQL that knows nothing of the figures' own queries."""

LEVEL = """
LEAST(
  COALESCE((SELECT min(l.level) FROM dossiers_levelspell l WHERE l.person_id = p.id AND l.series = '0'
            AND l.begins <= %(on)s AND (l.ends IS NULL OR l.ends > %(on)s)), '199'),
  COALESCE((SELECT min(CASE WHEN l.rank IN ('s3', 's4') THEN '142' WHEN l.rank IN ('s1', 's2') THEN '141'
                            WHEN l.rank LIKE 'r%%' THEN '132' ELSE '150' END)
            FROM dossiers_levelspell l WHERE l.person_id = p.id AND l.series = '1'
            AND l.begins <= %(on)s AND (l.ends IS NULL OR l.ends > %(on)s)), '199'))
"""
POOL = f"""
SELECT count(DISTINCT p.id) FROM pool_membership m JOIN dossiers_person p ON p.id = m.person_id
WHERE m.left_on IS NULL AND m.entered_on <= %(on)s AND m.state IN ('member', 'tracked', 'candidate')
  AND p.standing = 'in_service'
  AND extract(year FROM %(on)s::date) - extract(year FROM p.birth)
      - (extract(month FROM %(on)s::date) < extract(month FROM p.birth))::int <= 37
  AND {LEVEL}
"""
POSTED = """
SELECT count(DISTINCT g.person_id) FROM postings_posting g JOIN postings_scheme s ON s.id = g.scheme_id
WHERE g.begins <= %(on)s AND g.state <> 'proposed' AND s.code = '{}'
"""
USED = """
SELECT count(DISTINCT g.person_id) FROM postings_posting g JOIN postings_scheme s ON s.id = g.scheme_id
JOIN cases_appointment a ON a.person_id = g.person_id AND a.kind = 'promotion' AND a.decided_on > g.begins
WHERE s.group = '{}' AND g.state <> 'proposed'
"""
MOVED = """
SELECT count(DISTINCT a.person_id) FROM cases_appointment a
JOIN dossiers_person p ON p.id = a.person_id AND p.birth >= '1985-01-01'
JOIN orgs_unit u ON u.id = a.from_unit_id LEFT JOIN orgs_codeentry f ON f.id = a.frontline_id
WHERE a.kind IN ('promotion', 'further_use') AND a.decided_on BETWEEN '2021-01-01' AND %(on)s AND {}
"""
NINETIES = """
SELECT count(*) FROM dossiers_person p LEFT JOIN orgs_post o ON o.id = p.post_id
LEFT JOIN orgs_unit u ON u.id = o.unit_id
WHERE p.birth >= '1990-01-01' AND p.standing = 'in_service' AND p.managed_from <= %(on)s
  AND p.level IN ('131', '132', '141', '142') AND {}
"""
STOCK = "begins <= %(on)s AND (ends IS NULL OR ends > %(on)s)"

COUNTS = {
    "F09": (POOL + " <= '142'", 84),
    "F10": (POOL + " > '142'", 208),
    "F11 persons": (
        """
        SELECT count(DISTINCT m.person_id) FROM lectures_speaking s JOIN lectures_lecture l ON l.id = s.lecture_id
        JOIN lectures_corpsmember m ON m.id = s.member_id
        WHERE l.state = 'delivered' AND l.held_on <= %(on)s
        """,
        range(61, 70),
    ),
    "F11 participations": (
        """
        SELECT count(*) FROM lectures_speaking s JOIN lectures_lecture l ON l.id = s.lecture_id
        WHERE l.state = 'delivered' AND l.held_on <= %(on)s
        """,
        range(1_521, 2_200),
    ),
    "F12": (
        "SELECT count(*) FROM lectures_lecture WHERE state = 'delivered' AND held_on <= %(on)s",
        range(1_501, 1_600),
    ),
    "F13": (
        """
        SELECT count(*) FROM courses_attendance a JOIN courses_session s ON s.id = a.session_id
        JOIN courses_trainingclass c ON c.id = s.training_class_id
        JOIN courses_programme g ON g.id = c.programme_id
        WHERE g.kind = 'brand' AND a.presence = 'present' AND s.held_on <= %(on)s
        """,
        range(5_001, 5_100),
    ),
    "F14": (
        """
        SELECT count(DISTINCT c.topic_id) FROM courses_trainingclass c JOIN orgs_codeentry t ON t.id = c.topic_id
        WHERE c.begins <= %(on)s AND t.label IN ('公文写作', '经济理论', '项目建设', '摄影摄像', '演讲辩论')
        """,
        5,
    ),
    "F15": (POSTED.format("project-specialist"), 10),
    "F16": (POSTED.format("filing-specialist"), 5),
    "F17": (POSTED.format("rural-guide"), 3),
    "F18": (POSTED.format("promotion-specialist"), 2),
    "F19": ("SELECT count(DISTINCT person_id) FROM blocks_duty WHERE begins <= %(on)s", range(501, 600)),
    "F20": (POSTED.format("shadow-inspection"), range(21, 30)),
    "F21": (POSTED.format("shadow-political"), range(21, 30)),
    "F22": (POSTED.format("shadow-investment"), 7),
    "F23": (
        """
        SELECT string_agg(n::text, '/' ORDER BY code_list DESC) FROM (SELECT code_list, count(*) AS n
        FROM orgs_codeentry WHERE code_list IN ('six_projects', 'eight_phenomena', 'eight_prohibitions')
        GROUP BY code_list) lists
        """,
        "6/8/8",
    ),
    "F24": (f"SELECT count(*) FROM apartments_flat WHERE {STOCK}", 135),
    "F25 occupied": (
        f"""
        SELECT count(DISTINCT flat_id) FROM apartments_lease WHERE {STOCK}
        AND flat_id IN (SELECT id FROM apartments_flat WHERE {STOCK})
        """,
        128,
    ),
    "F26": (MOVED.format("u.kind IN ('township', 'subdistrict')"), 37),
    "F27": (MOVED.format("f.code IN ('project', 'rural', 'petition', 'six_projects')"), 31),
    "F27 any frontline": (MOVED.format("f.id IS NOT NULL"), 31),
    "F28": (USED.format("project"), 4),
    "F29": (USED.format("three"), 3),
    "F30": (
        """
        SELECT count(DISTINCT e.person_id) FROM contests_entry e JOIN contests_contest c ON c.id = e.contest_id
        JOIN cases_appointment a ON a.person_id = e.person_id AND a.kind = 'promotion'
        AND a.decided_on > c.result_on WHERE c.kind = 'reserves' AND e.is_shortlisted
        """,
        20,
    ),
    "F31": (NINETIES.format("TRUE"), 66),
    "F32": (NINETIES.format("p.level = '141'"), 4),
    "F33": (
        NINETIES.format(
            "o.principal <> 'none' AND u.kind IN ('township', 'subdistrict', 'party', 'government')"
        ),
        2,
    ),
}  # fmt: skip
"""By figure: the question, and the number or the numbers it may have."""
