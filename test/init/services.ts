import { server } from '../package/server.ts';

/** A small service that answers calls, in some language: what lies in its folder, and how it is started. */
export interface Service {
  readonly language: string;
  /** Its folder in the repository; empty at the root. */
  readonly inner: string;
  readonly files: Readonly<Record<string, string>>;
  readonly start: string;
  readonly needs: readonly string[];
}

const body = '{"actions":[{"say":{"text":"Hello."}}]}';

const python = `
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'${body}')


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler).serve_forever()
`;

const ruby = `
require 'socket'

server = TCPServer.new('127.0.0.1', Integer(ENV.fetch('PORT', '4567')))
loop do
  Thread.new(server.accept) do |client|
    nil until client.gets == "\\r\\n"
    client.write "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nConnection: close\\r\\n\\r\\n"
    client.write '${body}'
    client.close
  end
end
`;

const go = `package main

import (
	"io"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/answer", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, \`${body}\`)
	})
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil)
}
`;

const java = `
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

class Main {
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 128);
    server.createContext("/answer", exchange -> {
      byte[] body = "${body.replaceAll('"', '\\"')}".getBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }
}
`;

export const services: readonly Service[] = [
  { language: 'Node', inner: '', files: { 'server.mjs': server }, start: "'node server.mjs'", needs: [] },
  {
    language: 'Python in a folder of a larger repository',
    inner: 'services/voice',
    files: { 'server.py': python, 'requirements.txt': '# none\n' },
    start: "'python3 server.py'",
    needs: ['python3', 'pip'],
  },
  {
    language: 'PHP, whose folder of packages git ignores',
    inner: '',
    files: {
      'public/index.php': `<?php header('Content-Type: application/json'); echo '${body}';`,
      '.gitignore': '/vendor/\n',
    },
    start: "'PHP_CLI_SERVER_WORKERS=8 php -S 127.0.0.1:0PORT0 -t public public/index.php'",
    needs: ['php'],
  },
  { language: 'Ruby', inner: '', files: { 'server.rb': ruby }, start: "'ruby server.rb'", needs: ['ruby'] },
  {
    language: 'Go',
    inner: '',
    files: { 'go.mod': 'module example.com/voice\n\ngo 1.19\n', 'main.go': go },
    start: "'go run .'",
    needs: ['go'],
  },
  { language: 'Java', inner: '', files: { 'Main.java': java }, start: "'java Main.java'", needs: ['java'] },
];
