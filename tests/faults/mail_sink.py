"""A mail server that keeps every mail: `mail_sink.py PORT FOLDER`. It answers 250 once the mail is in the folder."""
import asyncio
import json
import os
import sys


async def read_mail(reader):
    lines = []
    while (line := await reader.readline()) != b".\r\n":
        if not line:
            raise ConnectionResetError("half a mail")
        lines.append(line[1:] if line.startswith(b"..") else line)
    return b"".join(lines)


class Sink:
    def __init__(self, folder):
        self.folder = folder
        self.count = len(os.listdir(folder))

    def keep(self, recipients, content):
        self.count += 1
        name = os.path.join(self.folder, f"{self.count:06}")
        with open(name + ".part", "w", encoding="utf-8") as file:
            json.dump({"to": recipients, "content": content.decode("utf-8", "replace")}, file)
        os.rename(name + ".part", name + ".mail")

    async def serve(self, reader, writer):
        try:
            await self.talk(reader, writer)
        except ConnectionError:
            pass  # the sender was killed in the middle of a mail
        finally:
            writer.close()

    async def talk(self, reader, writer):
        recipients = []
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            word = line.split(b":")[0].strip().upper()
            answer = b"250 ok\r\n"
            if word.startswith(b"RCPT"):
                recipients.append(line.decode().split("<", 1)[1].split(">")[0])
            elif word.startswith((b"RSET", b"MAIL")):
                recipients = []
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                self.keep(recipients, await read_mail(reader))
            elif word == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            writer.write(answer)
            await writer.drain()


async def main(port, folder):
    sink = Sink(folder)
    server = await asyncio.start_server(sink.serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
