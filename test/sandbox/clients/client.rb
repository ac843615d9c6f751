# Does what HP's Ruby samples for Site Flow and Box do, written anew with nothing but the standard library.
# client.rb <base URL> <key> <secret> <order ID>: prints what came back as one line of JSON.
require 'cgi'
require 'erb'
require 'json'
require 'net/http'
require 'openssl'
require 'time'

BASE, KEY, SECRET, ORDER_ID = ARGV

def signature(text)
  "#{KEY}:#{OpenSSL::HMAC.hexdigest('sha256', SECRET, text)}"
end

def call(method, url, headers, body = nil)
  uri = URI(url)
  request = Net::HTTP.const_get(method.capitalize).new(uri, { 'content-type' => 'application/json' }.merge(headers))
  request.body = body
  answer = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
  [answer.code.to_i, answer.body.to_s.empty? ? nil : JSON.parse(answer.body)]
end

def site_flow(method, path, body = nil)
  # "2026-01-02 03:04:05 UTC", as HP's SDK sends it.
  date = Time.now.getutc.to_s
  text = "#{method} #{CGI.unescape(URI(BASE + path).path)} #{date}"
  headers = { 'x-oneflow-authorization' => signature(text), 'x-oneflow-date' => date, 'x-oneflow-algorithm' => 'SHA256' }
  call(method, BASE + path, headers, body && body.to_json)
end

def box(method, path, body = nil, query = '')
  date = Time.now.utc.iso8601
  headers = { 'x-hp-hmac-authentication' => signature("#{method} #{path}#{date}"), 'x-hp-hmac-date' => date, 'x-hp-hmac-algorithm' => 'SHA256' }
  call(method, "#{BASE}/box#{path}#{query}", headers, body && body.to_json)
end

_, urls = box('GET', '/api/partner/file/uploadurls', nil, '?mimeType=application/pdf')
uploaded, = call('PUT', urls['upload'], { 'content-type' => 'application/pdf' }, '%PDF-1.4')
_, folder = box('POST', '/api/partner/folder', { name: 'Samples', from: 'a@example.com', to: 'b@example.com' })
_, file = box('POST', '/api/partner/file', { url: urls['fetch'], name: 'a.pdf', folderId: folder['_id'], copies: 1, notes: '' })

order = {
  destination: { name: 'oneflow' },
  orderData: {
    sourceOrderId: ORDER_ID,
    items: [{ sourceItemId: '1', sku: 'CARD', quantity: 1, components: [{ code: 'Card', path: urls['fetch'], fetch: true }] }],
    shipments: [
      {
        shipTo: { name: 'A', address1: '1 Example Street', town: 'London', postcode: '12345', isoCountry: 'GB' },
        carrier: { code: 'royalmail', service: 'firstclass' }
      }
    ]
  }
}
validated, = site_flow('POST', '/api/order/validate', order)
submitted, answer = site_flow('POST', '/api/order', order)
# HP's sample takes anything but 200 for a failure.
raise "submission failed: #{submitted}" unless submitted == 200

_, found = site_flow('GET', "/api/order/bysourceid/#{ERB::Util.url_encode(ORDER_ID)}")
cancelled, = site_flow('PUT', "/api/order/#{answer['order']['_id']}/cancel", {})
puts({ uploaded: uploaded, folderId: file['folderId'] == folder['_id'], validated: validated, submitted: submitted, found: found['_id'] == answer['order']['_id'], cancelled: cancelled }.to_json)
