<?php
// Does what HP's PHP samples for Site Flow and Box do, written anew.
// client.php <base URL> <key> <secret> <order ID>: prints what came back as one line of JSON.
[, $base, $key, $secret, $orderId] = $argv;

function signature(string $text): string {
	global $key, $secret;
	return $key . ':' . hash_hmac('sha256', $text, $secret);
}

function call(string $method, string $url, array $headers, ?string $body = null): array {
	$http = ['method' => $method, 'header' => $headers, 'ignore_errors' => true];
	if ($body !== null) $http['content'] = $body;
	$text = file_get_contents($url, false, stream_context_create(['http' => $http]));
	return [(int) explode(' ', $http_response_header[0])[1], json_decode($text)];
}

function siteFlow(string $method, string $path, ?array $body = null): array {
	global $base;
	// Unix seconds, as HP's SDK sends them.
	$date = time();
	$text = $method . ' ' . urldecode(parse_url($base . $path, PHP_URL_PATH)) . ' ' . $date;
	$headers = ['x-oneflow-authorization: ' . signature($text), "x-oneflow-date: $date", 'x-oneflow-algorithm: SHA256', 'Content-Type: application/json'];
	return call($method, $base . $path, $headers, $body === null ? null : json_encode($body));
}

function box(string $method, string $path, ?array $body = null, string $query = ''): array {
	global $base;
	$date = gmdate('Y-m-d\TH:i:s.') . '123Z';
	$headers = ['x-hp-hmac-authentication: ' . signature("$method $path$date"), "x-hp-hmac-date: $date", 'x-hp-hmac-algorithm: SHA256', 'Content-Type: application/json'];
	return call($method, "$base/box$path$query", $headers, $body === null ? null : json_encode($body));
}

[, $urls] = box('GET', '/api/partner/file/uploadurls', null, '?mimeType=application/pdf');
[$uploaded] = call('PUT', $urls->upload, ['Content-Type: application/pdf'], '%PDF-1.4');
[, $folder] = box('POST', '/api/partner/folder', ['name' => 'Samples', 'from' => 'a@example.com', 'to' => 'b@example.com']);
[, $file] = box('POST', '/api/partner/file', ['url' => $urls->fetch, 'name' => 'a.pdf', 'folderId' => $folder->_id, 'copies' => 1, 'notes' => '']);

$order = [
	'destination' => ['name' => 'oneflow'],
	'orderData' => [
		'sourceOrderId' => $orderId,
		'items' => [['sourceItemId' => '1', 'sku' => 'CARD', 'quantity' => 1, 'components' => [['code' => 'Card', 'path' => $urls->fetch, 'fetch' => true]]]],
		'shipments' => [
			[
				'shipTo' => ['name' => 'A', 'address1' => '1 Example Street', 'town' => 'London', 'postcode' => '12345', 'isoCountry' => 'GB'],
				'carrier' => ['code' => 'royalmail', 'service' => 'firstclass'],
			],
		],
	],
];
[$validated] = siteFlow('POST', '/api/order/validate', $order);
[$submitted, $answer] = siteFlow('POST', '/api/order', $order);
[, $found] = siteFlow('GET', '/api/order/bysourceid/' . rawurlencode($orderId));
// HP's SDK sends no body here.
[$cancelled] = siteFlow('PUT', "/api/order/{$answer->order->_id}/cancel");
echo json_encode(['uploaded' => $uploaded, 'folderId' => $file->folderId === $folder->_id, 'validated' => $validated, 'submitted' => $submitted, 'found' => $found->_id === $answer->order->_id, 'cancelled' => $cancelled]);
