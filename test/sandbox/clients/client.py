"""Does what HP's Python samples for Site Flow and Box do, written anew with nothing but the standard library.

client.py <base URL> <key> <secret> <order ID>: prints what came back as one line of JSON.
"""
import datetime
import hashlib
import hmac
import json
import sys
import urllib.request
from urllib.parse import quote, unquote, urlsplit

base, key, secret, order_id = sys.argv[1:]


def signature(text):
    return key + ":" + hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def call(method, url, headers, body=None):
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json", **headers}, method=method)
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
        return answer.status, json.loads(text) if text else None


def site_flow(method, path, body=None):
    # A local time without a zone, as HP's SDK sends it.
    date = datetime.datetime.now().isoformat()
    text = "%s %s %s" % (method, unquote(urlsplit(base + path).path), date)
    headers = {"x-oneflow-authorization": signature(text), "x-oneflow-date": date, "x-oneflow-algorithm": "SHA256"}
    return call(method, base + path, headers, body)


def box(method, path, body=None, query=""):
    date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {"x-hp-hmac-authentication": signature(method + " " + path + date), "x-hp-hmac-date": date, "x-hp-hmac-algorithm": "SHA256"}
    return call(method, base + "/box" + path + query, headers, body)


_, urls = box("GET", "/api/partner/file/uploadurls", query="?mimeType=application/pdf")
uploaded, _ = call("PUT", urls["upload"] + "&file=a.pdf", {"content-type": "application/pdf"}, b"%PDF-1.4")
_, folder = box("POST", "/api/partner/folder", {"name": "Samples", "from": "a@example.com", "to": "b@example.com"})
_, file = box("POST", "/api/partner/file", {"url": urls["fetch"], "name": "a.pdf", "folderId": folder["_id"], "copies": 1, "notes": ""})

order = {
    "destination": {"name": "oneflow"},
    "orderData": {
        "sourceOrderId": order_id,
        "items": [{"sourceItemId": "1", "sku": "CARD", "quantity": 1, "components": [{"code": "Card", "path": urls["fetch"], "fetch": True}]}],
        "shipments": [
            {
                "shipTo": {"name": "A", "address1": "1 Example Street", "town": "London", "postcode": "12345", "isoCountry": "GB"},
                "carrier": {"code": "royalmail", "service": "firstclass"},
            }
        ],
    },
}
validated, _ = site_flow("POST", "/api/order/validate", order)
# HP's SDK signs the path it was given, without what the base URL may hold of it.
date = datetime.datetime.now().isoformat()
headers = {"x-oneflow-authorization": signature("POST /api/order " + date), "x-oneflow-date": date, "x-oneflow-algorithm": "SHA256"}
later = dict(order, orderData=dict(order["orderData"], sourceOrderId=order_id + " later"))
call("POST", base + "/submission/api/order", headers, later)
submitted, answer = site_flow("POST", "/api/order", order)
_, found = site_flow("GET", "/api/order/bysourceid/" + quote(order_id, safe=""))
cancelled, _ = site_flow("PUT", "/api/order/" + answer["order"]["_id"] + "/cancel", {})
print(json.dumps({"uploaded": uploaded, "folderId": file["folderId"] == folder["_id"], "validated": validated, "submitted": submitted, "found": found["_id"] == answer["order"]["_id"], "cancelled": cancelled}))
