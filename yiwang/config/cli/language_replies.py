"""`yiwang language check-replies`: how complete each reply is, and why."""

from pathlib import Path

import click

from yiwang.config.cli import files
from yiwang.config.cli.language import ground, language


@language.command("check-replies")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--message", required=True, help="来信在哪个字段")
@click.option("--reply", required=True, help="答复在哪个字段")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="写到哪个文件：原来的每行加上completeness和why"
)
def check_replies(file: Path, message: str, reply: str, out: Path) -> None:
    """看每条答复完整不完整：completeness从0到1，越高越完整；why逐条说明理由，先说不足。

    只看字面，不懂意思：是提醒，不是评分。空的来信不计较，空的答复记0。
    """
    with ground() as queries, files.lines(out) as written, files.bar(file, "看答复") as seen:
        count = 0
        for row in files.rows(file, message, reply):
            found = queries.completeness(letter=files.text_of(row, message), reply=files.text_of(row, reply))
            files.put(written, row | {"completeness": found.score, "why": list(found.why)})
            seen.update(1)
            count += 1
    click.echo(f"ok   看了{count}条，写在{out}", err=True)
