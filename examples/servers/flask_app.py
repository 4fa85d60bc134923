from flask import Flask, jsonify, request

import receiver

app = Flask(__name__)


@app.get("/answer")
def answer():
    return jsonify(receiver.answer(request.args.get("call_id", "")))


@app.get("/menu")
def menu():
    return jsonify(receiver.menu(request.args.get("call_id", "")))


@app.post("/webhook")
def webhook():
    headers = request.headers
    signature = headers.get("X-MiniVoice-Signature", "")
    status = receiver.receive(request.get_data(cache=False), headers.get("X-MiniVoice-Timestamp", ""), signature)
    return jsonify(status=status), status


@app.get("/calls/<call_id>")
def call(call_id):
    events = receiver.events_of(call_id)
    return jsonify(events=events), 200 if events else 404
