<?php

require_once __DIR__ . '/app.php';

serve();
