# The same as a Rack application, for Puma.
require 'digest'
require 'fileutils'
require 'json'
require 'openssl'
require 'rack'

SECRET = ENV.fetch('MINIVOICE_WEBHOOK_SECRET')
PUBLIC_URL = ENV.fetch('PUBLIC_URL')
DATA = ENV.fetch('DATA_DIR')
FileUtils.mkdir_p(DATA)
sleep ENV.fetch('LOAD_SECONDS', '0').to_f # stands for the application that is loaded

def folder_of(call_id) = File.join(DATA, Digest::SHA256.hexdigest(call_id))

def genuine?(raw, timestamp, signature)
  return false unless timestamp.match?(/\A\d{1,15}\z/) && signature.match?(/\Av1=[0-9a-f]{64}\z/)
  expected = "v1=#{OpenSSL::HMAC.hexdigest('SHA256', SECRET, "#{timestamp}.".b + raw)}"
  OpenSSL.fixed_length_secure_compare(signature, expected) && (Time.now.to_i - timestamp.to_i).abs <= 300
end

# A file per event, named by what it holds: several processes may write it at once, and a retry changes nothing.
def keep(call_id, line)
  folder = folder_of(call_id)
  FileUtils.mkdir_p(folder)
  part = File.join(folder, ".#{Process.pid}.#{Thread.current.object_id}.#{Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)}")
  File.open(part, 'wb') { |file| file.write(line); file.fsync }
  File.rename(part, File.join(folder, Digest::SHA256.hexdigest(line)))
end

def events_of(call_id)
  events = Dir.children(folder_of(call_id)).reject { |name| name.start_with?('.') }.map { |name| JSON.parse(File.read(File.join(folder_of(call_id), name))) }
  events.sort_by { |event| [event['created_at'], JSON.generate(event)] }
rescue Errno::ENOENT
  []
end

def receive(raw, timestamp, signature)
  return 413 if raw.bytesize > 1024 * 1024
  return 401 unless genuine?(raw, timestamp, signature)
  event = JSON.parse(raw)
  call, name, data = event.values_at('call', 'event', 'data') if event.is_a?(Hash)
  return 400 unless call.is_a?(Hash) && call['id'].is_a?(String) && name.is_a?(String)
  kept = { event: name, created_at: event['created_at'].to_s, status: call['status'], data: data.is_a?(Hash) ? data : {} }
  keep(call['id'], JSON.generate(kept))
  200
rescue JSON::ParserError
  400
end

def menu(call_id)
  gathered = events_of(call_id).select { |event| event['event'] == 'call.gathered' }.last
  return [{ say: { text: 'Nobody was asked for. Goodbye.' } }] unless gathered&.dig('data', 'digits') == '1'
  [{ say: { text: 'One moment.' } }, { transfer: { destination: '+12025550111' } }]
end

def reply(status, value) = [status, { 'content-type' => 'application/json' }, [JSON.generate(value)]]

run lambda { |env|
  request = Rack::Request.new(env)
  call_id = request.GET['call_id'].to_s
  case [request.request_method, request.path_info]
  when ['GET', '/answer']
    gather = { prompt: 'Press 1 to talk to somebody.', num_digits: 1, timeout_seconds: 5 }
    reply(200, actions: [{ gather: gather }, { redirect: { url: "#{PUBLIC_URL}/menu?call_id=#{Rack::Utils.escape(call_id)}" } }])
  when ['GET', '/menu'] then reply(200, actions: menu(call_id))
  when ['POST', '/webhook']
    raw = request.body&.read.to_s.b
    status = receive(raw, env['HTTP_X_MINIVOICE_TIMESTAMP'].to_s, env['HTTP_X_MINIVOICE_SIGNATURE'].to_s)
    reply(status, status: status)
  else
    shown = request.path_info[%r{\A/calls/(.+)\z}, 1]
    next reply(404, error: 'not found') unless shown && request.get?
    events = events_of(Rack::Utils.unescape_path(shown))
    reply(events.empty? ? 404 : 200, events: events)
  end
}
