<?php

declare(strict_types=1);

require_once __DIR__ . '/events.php';
require_once __DIR__ . '/minivoice.php';

const CALLER = '+12025550100';
const MAX_BODY = 1024 * 1024;
const STATUS_OF = [
    'calling' => 201, 'stopped' => 409, 'later' => 429, 'refused' => 500, 'failed' => 502, 'unknown' => 504,
];

/** A way into a conference: the caller joins, or speaks to the host first. */
class App
{
    public function __construct(
        private Events $events,
        private Client $client,
        private string $secret,
        private string $publicUrl,
    ) {
    }

    /** Status and value of the reply. */
    public function handle(string $method, string $path): array
    {
        return match (true) {
            $method === 'GET' && $path === '/answer' => [200, $this->answer()],
            $method === 'GET' && $path === '/menu' => [200, $this->menu()],
            $method === 'GET' && str_starts_with($path, '/calls/') => $this->known(rawurldecode(substr($path, 7))),
            $method === 'POST' && $path === '/webhook' => $this->receive(),
            $method === 'POST' && $path === '/dial' => $this->dial(),
            default => [404, ['error' => 'not found']],
        };
    }

    private function answer(): array
    {
        $prompt = 'Press 1 to join the conference, or 2 to speak to the host.';
        $next = $this->publicUrl . '/menu?' . http_build_query(['call_id' => self::callId()]);
        return ['actions' => [
            ['gather' => ['prompt' => $prompt, 'num_digits' => 1, 'timeout_seconds' => 5]],
            ['redirect' => ['url' => $next]],
        ]];
    }

    private function menu(): array
    {
        return ['actions' => match ($this->events->digits(self::callId())) {
            '1' => [self::say('You are joining now.'), ['conference' => ['room' => 'weekly']]],
            '2' => [self::say('One moment, please.'), ['transfer' => ['destination' => '+12025550111']]],
            default => [self::say('We did not catch that. Goodbye.')],
        }];
    }

    private function known(string $callId): array
    {
        $known = $this->events->summary($callId);
        return $known === null ? [404, ['error' => 'nothing is known of this call']] : [200, $known];
    }

    private function receive(): array
    {
        $raw = file_get_contents('php://input', false, null, 0, MAX_BODY);
        $timestamp = $_SERVER['HTTP_X_MINIVOICE_TIMESTAMP'] ?? '';
        if (!is_genuine($raw, $timestamp, $_SERVER['HTTP_X_MINIVOICE_SIGNATURE'] ?? '', $this->secret)) {
            return [401, ['error' => 'not signed by MiniVoice']];
        }
        $event = json_decode($raw, true);
        $callId = $event['call']['id'] ?? null;
        if (!is_string($callId) || !is_string($event['event'] ?? null)) {
            return [400, ['error' => 'not an event']];
        }
        // Whatever the event: one that is new next year is kept as well.
        $this->events->add($callId, [
            'event' => $event['event'],
            'created_at' => (string) ($event['created_at'] ?? ''),
            'status' => $event['call']['status'] ?? null,
            'data' => $event['data'] ?? [],
        ]);
        return [200, ['stored' => true]];
    }

    private function dial(): array
    {
        $to = json_decode(file_get_contents('php://input', false, null, 0, MAX_BODY), true)['to'] ?? null;
        if (!is_string($to) || preg_match('/^\+[1-9]\d{6,14}$/D', $to) !== 1) {
            return [400, ['error' => 'to must be a number in E.164']];
        }
        $result = $this->client->placeCall(CALLER, $to);
        return [STATUS_OF[$result['outcome']], $result];
    }

    private static function callId(): string
    {
        return is_string($_GET['call_id'] ?? null) ? $_GET['call_id'] : '';
    }

    private static function say(string $text): array
    {
        return ['say' => ['text' => $text]];
    }
}

/** Answers the request that PHP is serving. */
function serve(string $clientClass = Client::class): void
{
    $client = new $clientClass(getenv('MINIVOICE_API_BASE_URL') ?: '', getenv('MINIVOICE_API_KEY') ?: '');
    $publicUrl = getenv('PUBLIC_URL') ?: 'http://127.0.0.1:' . $_SERVER['SERVER_PORT'];
    $events = new Events(getenv('DATA_DIR') ?: __DIR__ . '/data');
    $app = new App($events, $client, getenv('MINIVOICE_WEBHOOK_SECRET'), $publicUrl);
    try {
        $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/';
        [$status, $value] = $app->handle($_SERVER['REQUEST_METHOD'], $path);
    } catch (Throwable $error) {
        error_log((string) $error); // to the log, never to the caller
        [$status, $value] = [500, ['error' => 'internal']];
    }
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE);
}
