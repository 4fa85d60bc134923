<?php

declare(strict_types=1);

/** Keeps every event once: a folder per call, a file per event, named by what is in it. */
class Events
{
    public function __construct(private string $folder)
    {
    }

    /** Returns once the event is on the disk. One that is already there changes nothing. */
    public function add(string $callId, array $event): void
    {
        $text = json_encode(self::inOneOrder($event), JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
        $folder = $this->folderOf($callId);
        if (!is_dir($folder) && !@mkdir($folder, 0700, true) && !is_dir($folder)) {
            throw new RuntimeException("cannot make $folder");
        }
        $draft = tempnam($folder, 'draft');
        $file = fopen($draft, 'w');
        fwrite($file, $text);
        fsync($file);
        fclose($file);
        // A link appears whole or not at all, and only for the first of those who try at the same time.
        $name = $folder . '/' . hash('sha256', $text) . '.json';
        $isStored = @link($draft, $name) || is_file($name);
        unlink($draft);
        if (!$isStored) {
            throw new RuntimeException("cannot write $name");
        }
    }

    /** The events of a call in the order in which they were made, whatever the order in which they came. */
    public function of(string $callId): array
    {
        $folder = $this->folderOf($callId);
        // By name, which makes the order total.
        $names = is_dir($folder) ? preg_grep('/\.json$/', scandir($folder)) : [];
        $events = array_map(fn (string $name) => json_decode(file_get_contents("$folder/$name"), true), $names);
        usort($events, fn (array $a, array $b) => strcmp($a['created_at'], $b['created_at']));
        return $events;
    }

    /** What the caller entered last. */
    public function digits(string $callId): ?string
    {
        $gathered = array_filter($this->of($callId), fn (array $event) => $event['event'] === 'call.gathered');
        return end($gathered)['data']['digits'] ?? null;
    }

    /** What is known of a call; null for one that nobody has told of. */
    public function summary(string $callId): ?array
    {
        $events = $this->of($callId);
        if ($events === []) {
            return null;
        }
        $terminal = ['call.completed', 'call.failed', 'call.canceled'];
        $ended = array_filter($events, fn (array $event) => in_array($event['event'], $terminal, true));
        return ['call_id' => $callId, 'status' => end($ended)['status'] ?? end($events)['status'], 'events' => $events];
    }

    /** A retry may name its members in another order, and is the same event. */
    private static function inOneOrder(mixed $value): mixed
    {
        if (!is_array($value)) {
            return $value;
        }
        if (!array_is_list($value)) {
            ksort($value);
        }
        return array_map(self::inOneOrder(...), $value);
    }

    /** An id may hold anything, a file name may not. */
    private function folderOf(string $callId): string
    {
        return $this->folder . '/' . hash('sha256', $callId);
    }
}
