<?php

require_once __DIR__ . '/app.php';

/** Wrong on purpose: guesses the code from the status of the response. */
class ByStatus extends Client
{
    protected function codeOf(int $status, mixed $code): ?string
    {
        return [400 => 'invalid_request', 402 => 'insufficient_balance', 429 => 'cps_limit_reached'][$status] ?? 'other';
    }
}

serve(ByStatus::class);
