"""Requests at an even pace against a port, and what became of each."""

import asyncio
import json
import sys
import time

PER_SECOND = 200
PATIENCE_SECONDS = 2


async def request(port, answers):
    begin = time.time()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /version HTTP/1.0\r\n\r\n")
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
            writer.close()
        version = body.decode().strip() if head.split(b" ", 2)[1:2] == [b"200"] else None
    except (OSError, TimeoutError):
        version = None
    answers.append((begin, time.time(), version))


async def main(port):
    """Until standard input ends; then one line: [[begun, ended, version or null], …], in seconds since the epoch."""
    answers, tasks, loop = [], set(), asyncio.get_running_loop()
    ended = loop.run_in_executor(None, sys.stdin.read)
    due = time.monotonic()
    while not ended.done():
        task = asyncio.create_task(request(port, answers))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        due += 1 / PER_SECOND
        await asyncio.sleep(max(0, due - time.monotonic()))
    await asyncio.gather(*tasks)
    print(json.dumps(sorted(answers)))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
