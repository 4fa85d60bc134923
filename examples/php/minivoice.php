<?php

declare(strict_types=1);

const TOLERANCE_SECONDS = 300;
const API_TIMEOUT_SECONDS = 2;

/** Whether MiniVoice signed exactly these bytes, a short while ago. */
function is_genuine(string $raw, string $timestamp, string $signature, string $secret): bool
{
    $expected = 'v1=' . hash_hmac('sha256', "$timestamp.$raw", $secret);
    return hash_equals($expected, $signature)
        && preg_match('/^\d{1,15}$/D', $timestamp) === 1
        && abs(time() - (int) $timestamp) <= TOLERANCE_SECONDS;
}

/** A client of the REST API. It never sends a request twice: the outcome says what to do next. */
class Client
{
    public function __construct(private string $baseUrl, private string $apiKey)
    {
    }

    public function placeCall(string $from, string $to): array
    {
        [$status, $body] = $this->post('/calls', ['from' => $from, 'to' => $to]);
        if ($status === 0) {
            return ['outcome' => 'unknown']; // the call may exist: asked again, the same person might be rung twice
        }
        if ($status >= 300) {
            error_log("POST /calls: $status $body");
        }
        $answer = json_decode($body, true);
        $failed = $status < 200 || $status > 299 || isset($answer['error']);
        if ($failed) {
            $code = $this->codeOf($status, $answer['error']['code'] ?? null);
            return ['outcome' => $this->outcomeOf($code), 'code' => $code];
        }
        $id = $answer['id'] ?? null;
        return is_string($id) ? ['outcome' => 'calling', 'call_id' => $id] : ['outcome' => 'unknown'];
    }

    /** The code decides, never the status: several codes share one, and a proxy may send another. */
    protected function codeOf(int $status, mixed $code): ?string
    {
        return is_string($code) ? $code : null;
    }

    private function outcomeOf(?string $code): string
    {
        return match ($code) {
            'insufficient_balance', 'spend_control_exceeded', 'rate_not_found', 'no_active_trunk' => 'stopped',
            'cps_limit_reached', 'concurrent_call_limit_reached' => 'later',
            'unauthorized', 'invalid_request', 'invalid_json' => 'refused',
            default => 'failed',
        };
    }

    /** Status and body of the response; status 0 where none came, or only a part of it. */
    private function post(string $path, array $body): array
    {
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'protocol_version' => 1.1,
            'header' => [
                "Authorization: Bearer {$this->apiKey}",
                'Content-Type: application/json',
                'Connection: close',
            ],
            'content' => json_encode($body),
            'timeout' => API_TIMEOUT_SECONDS,
            'ignore_errors' => true, // the body of an error says its code
            'follow_location' => 0, // the key is for one host alone
        ]]);
        $text = @file_get_contents($this->baseUrl . $path, false, $context);
        $headers = $http_response_header ?? [];
        $isResponse = preg_match('~^HTTP/\S+ (\d{3})~', $headers[0] ?? '', $found) === 1;
        if ($text === false || !$isResponse) {
            return [0, ''];
        }
        $lengths = preg_grep('/^content-length:/i', $headers);
        $isCut = $lengths !== [] && strlen($text) < (int) substr((string) end($lengths), strlen('content-length:'));
        return $isCut ? [0, ''] : [(int) $found[1], $text];
    }
}
