/// Names that mean the same, and values for them.
#[derive(Debug)]
pub(super) struct Entry {
    /// Names in small letters, nothing between the words. A name ends with one of them, word by
    /// word: `shippingCountryCode` is a `countrycode`.
    pub(super) names: &'static [&'static str],
    /// Values for text, written as [`super::template`] reads them.
    pub(super) texts: &'static [&'static str],
    /// The range of values for numbers.
    pub(super) numbers: Option<(i64, i64)>,
}

const fn text(names: &'static [&'static str], texts: &'static [&'static str]) -> Entry {
    Entry {
        names,
        texts,
        numbers: None,
    }
}

const fn number(names: &'static [&'static str], low: i64, high: i64) -> Entry {
    Entry {
        names,
        texts: &[],
        numbers: Some((low, high)),
    }
}

const fn both(
    names: &'static [&'static str],
    texts: &'static [&'static str],
    low: i64,
    high: i64,
) -> Entry {
    Entry {
        names,
        texts,
        numbers: Some((low, high)),
    }
}

/// Hosts, numbers and addresses in here are those set aside for documentation (RFC 2606, RFC 5737,
/// RFC 7042, the 555-01xx telephone numbers).
#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    // People.
    text(&["email", "emailaddress", "mail", "useremail", "recipient", "sender", "cc", "bcc", "replyto"],
        &["ann.miller####@example.com", "ben####@example.org"]),
    text(&["phone", "phonenumber", "mobile", "mobilenumber", "telephone", "tel", "fax", "msisdn", "cellphone"],
        &["+1202555####", "+4930555####"]),
    text(&["firstname", "givenname", "forename", "fname", "middlename"], &["Ann", "Ben", "Clara", "David"]),
    text(&["lastname", "surname", "familyname", "lname"], &["Miller", "Novak", "Tanaka", "Weber"]),
    text(&["fullname", "displayname", "realname", "author", "owner", "contactname", "customername", "holder", "cardholder", "assignee"],
        &["Ann Miller", "Ben Novak", "Clara Weber"]),
    text(&["username", "login", "loginname", "nickname", "handle", "screenname", "account", "accountname", "userid", "user"],
        &["ann.miller####", "ben####", "clara_####"]),
    text(&["password", "passwd", "passphrase", "pwd", "newpassword", "oldpassword", "confirmpassword", "secret"],
        &["Pw1!sample7Z", "Str0ng-Pass!##"]),
    text(&["gender", "sex"], &["female", "male", "other"]),
    number(&["age"], 18, 80),
    text(&["salutation", "honorific"], &["Ms", "Mr"]),
    text(&["jobtitle", "occupation", "profession", "position"], &["Engineer", "Analyst"]),
    text(&["bio", "about"], &["Likes long walks."]),
    text(&["company", "companyname", "organization", "organisation", "organizationname", "employer", "vendor", "manufacturer", "brand"],
        &["Example Ltd", "Sample Works"]),
    // Places.
    text(&["city", "town", "cityname", "locality"], &["Berlin", "Paris", "Boston", "Kyoto"]),
    text(&["country", "countrycode", "countrycodes", "iso2", "nationality"], &["US", "DE", "FR", "JP"]),
    text(&["countryname"], &["Germany", "France"]),
    text(&["state", "province", "statecode", "region", "regioncode"], &["CA", "NY", "TX"]),
    text(&["street", "streetaddress", "address", "address1", "addressline1", "line1", "streetname"], &["1 Main Street", "42 Oak Avenue"]),
    text(&["address2", "addressline2", "line2"], &["Apt 4"]),
    both(&["zip", "zipcode", "postalcode", "postcode", "plz"], &["10115", "94107", "75001"], 10_000, 99_950),
    both(&["lat", "latitude"], &["52.52", "48.85"], -89, 89),
    both(&["lon", "lng", "long", "longitude"], &["13.40", "2.35"], -179, 179),
    text(&["location", "place"], &["Berlin"]),
    text(&["timezone", "tz", "zoneinfo"], &["UTC", "Europe/Berlin", "America/New_York"]),
    text(&["locale", "culture"], &["en-US", "en_US"]),
    // Whoever is told to speak another language answers in it, and nobody reads that.
    text(&["language", "lang", "languagecode", "languages"], &["en"]),
    text(&["acceptlanguage"], &["en", "en-US,en;q=0.9"]),
    // Money and goods.
    text(
        &["algorithm", "algo", "alg", "hashalgorithm", "signaturealgorithm", "digestalgorithm"],
        &["hmac-sha256", "sha256", "HS256", "RS256", "md5"],
    ),
    text(&["currency", "currencycode", "currencies", "basecurrency"], &["USD", "EUR", "GBP"]),
    both(&["price", "amount", "cost", "total", "subtotal", "fee", "balance", "unitprice", "salary", "budget", "sum"], &["19.99", "5.00"], 1, 100),
    both(&["quantity", "qty", "units"], &["1", "2"], 1, 5),
    // There has to be more of what others take from.
    both(&["stock", "inventory", "stocklevel", "instock", "stockquantity"], &["100", "50"], 50, 500),
    both(&["discount", "percent", "percentage", "ratio", "rate", "taxrate", "vat"], &["10", "5"], 1, 20),
    text(&["sku", "productcode", "partnumber", "articlenumber"], &["SKU-####", "AB-###"]),
    text(&["iban"], &["DE89370400440532013000"]),
    text(&["bic", "swift"], &["DEUTDEFF"]),
    text(&["cardnumber", "creditcard", "creditcardnumber", "pan"], &["4111111111111111"]),
    both(&["cvv", "cvc", "securitycode"], &["123"], 100, 999),
    text(&["coupon", "couponcode", "promocode", "vouchercode"], &["SAVE10"]),
    text(&["isbn"], &["9783161484100"]),
    text(&["ean", "gtin", "barcode", "upc"], &["4006381333931"]),
    number(&["rating", "stars", "score", "grade"], 1, 5),
    both(&["weight", "width", "height", "length", "depth", "size"], &["10"], 1, 50),
    // Words.
    text(&["name", "label", "itemname", "productname", "projectname"], &["sample", "item####", "alpha####"]),
    text(&["title", "subject", "headline", "heading", "caption"], &["A sample title", "Second sample"]),
    text(&["description", "summary", "details", "abstract", "excerpt", "about"], &["A short description.", "Made as a sample."]),
    text(&["comment", "comments", "note", "notes", "message", "text", "body", "content", "remark", "remarks", "reason", "feedback", "review"],
        &["A short text.", "Works as expected."]),
    text(&["question"], &["Is this a sample?"]),
    text(&["slug", "permalink"], &["sample-####", "second-sample"]),
    text(&["tag", "tags", "keyword", "keywords", "topic", "category", "categories", "categoryname", "group"], &["sample", "news", "blue"]),
    text(&["color", "colour", "colorcode", "backgroundcolor"], &["#1a2b3c", "#ff8800"]),
    text(&["colorname"], &["red", "blue"]),
    text(&["emoji"], &["👍"]),
    // Machines.
    text(&["url", "uri", "link", "href", "website", "homepage", "site", "callbackurl", "redirecturi", "redirecturl", "webhook", "webhookurl", "endpoint", "target", "returnurl"],
        &["https://example.com/sample", "https://example.org/##"]),
    text(&["image", "imageurl", "avatar", "avatarurl", "photo", "photourl", "picture", "thumbnail", "logo", "icon"],
        &["https://example.com/image.png"]),
    text(&["host", "hostname", "domain", "domainname", "server", "fqdn"], &["host##.example.com", "example.org"]),
    text(&["nameserver", "ns", "zone", "zonename"], &["ns1.example##.org.", "example##.org", "example##.org."]),
    text(&["httpmethod", "method", "verb"], &["GET", "POST"]),
    both(&["statuscode", "httpstatus", "httpstatuscode", "responsecode"], &["200", "201"], 200, 204),
    text(&["ip", "ipaddress", "ipv4", "remoteip", "clientip"], &["192.0.2.##", "198.51.100.##"]),
    text(&["ipv6"], &["2001:db8::##"]),
    text(&["mac", "macaddress"], &["02:00:5e:10:00:##"]),
    text(&["cidr", "subnet", "netmask"], &["192.0.2.0/24"]),
    both(&["port", "portnumber"], &["8080", "443"], 1024, 9999),
    text(&["useragent"], &["Mozilla/5.0"]),
    text(&["version", "apiversion", "schemaversion", "release"], &["1.0.0", "1", "v1"]),
    text(&["filename", "file", "attachment"], &["sample.txt", "photo##.png"]),
    text(&["path", "filepath", "folder", "directory", "dir"], &["sample", "docs/sample.txt"]),
    text(&["extension", "fileextension", "suffix"], &["txt", "png"]),
    text(&["mimetype", "contenttype", "mediatype", "accept"], &["application/json", "text/plain"]),
    text(&["encoding", "charset", "codeset"], &["utf-8"]),
    text(&["hash", "checksum", "sha", "sha256", "digest", "fingerprint", "sha1"], &["{hex64}"]),
    text(&["md5", "etag", "ifmatch", "ifnonematch"], &["{hex32}"]),
    text(&["token", "accesstoken", "refreshtoken", "apikey", "authtoken", "sessionid", "session", "nonce", "csrftoken"], &["{hex32}"]),
    text(&["uuid", "guid", "correlationid", "requestid", "traceid", "idempotencykey"], &["{uuid}"]),
    text(&["cron", "crontab", "schedule", "cronexpression", "cronschedule"], &["0 0 * * *"]),
    text(&["regex", "pattern"], &["^[a-z]+$"]),
    text(&["branch", "ref"], &["main"]),
    text(&["json", "metadata", "payload"], &["{}"]),
    text(&["base64"], &["c2FtcGxl"]),
    // Time.
    text(&["birthday", "birthdate", "dateofbirth", "dob", "birth"], &["1990-04-12", "1985-11-30"]),
    both(&["date", "day", "startdate", "enddate", "duedate"], &["{date}"], 1_735_689_600, 1_767_225_600),
    both(&["datetime", "timestamp", "createdat", "updatedat", "modifiedat", "expiresat", "deletedat", "publishedat", "startsat", "endsat", "starttime", "endtime", "since", "until", "expires", "ifmodifiedsince"],
        &["{datetime}"], 1_735_689_600, 1_767_225_600),
    text(&["time", "timeofday", "opentime", "closetime"], &["{time}"]),
    both(&["year", "expyear", "expiryyear", "birthyear"], &["2025", "2026"], 2024, 2026),
    both(&["month", "expmonth", "expirymonth"], &["06", "12"], 1, 12),
    number(&["weekday", "dayofweek"], 1, 6),
    number(&["dayofmonth"], 1, 28),
    number(&["hour", "hours"], 0, 23),
    number(&["minute", "minutes"], 0, 59),
    both(&["duration", "ttl", "period", "interval"], &["PT1H", "1h", "60"], 1, 60),
    number(&["timeout", "delay", "wait", "sleep", "seconds", "secs", "sec", "ms", "millis", "milliseconds", "latency", "retryafter", "pause"], 1, 2),
    // Lists.
    both(&["page", "pagenumber", "pageno", "pageindex", "p"], &["1"], 1, 1),
    both(&["limit", "perpage", "pagesize", "maxresults", "top", "take", "first", "count", "n", "num", "max", "results", "rows", "maxitems", "maxcount", "last", "batchsize"],
        &["10", "5"], 1, 20),
    both(&["offset", "skip", "start", "startindex", "from"], &["0", "1"], 0, 3),
    text(&["sort", "sortby", "orderby", "sortfield"], &["id", "name"]),
    text(&["order", "sortorder", "direction", "sortdir", "sortdirection"], &["asc", "desc"]),
    text(&["q", "query", "search", "searchterm", "keyword", "term", "filter", "find"], &["sample", "a", "test"]),
    text(&["fields", "select", "include", "expand", "embed"], &["id", "name"]),
    both(&["id", "ids", "identifier"], &["1", "2", "{uuid}"], 1, 10),
    both(&["number", "no", "index", "idx", "position", "priority", "level", "rank", "sequence"], &["1", "2"], 1, 5),
    number(&["bytes", "length", "contentlength", "chunksize"], 1, 64),
    text(&["status", "state"], &["active", "open"]),
    text(&["type", "kind", "mode"], &["default", "basic"]),
    text(&["code"], &["A1", "abc####", "200"]),
    text(&["key"], &["sample-key", "key####"]),
    text(&["value"], &["sample", "1"]),
    text(&["format", "outputformat"], &["json"]),
    text(&["role", "roles", "permission", "permissions", "scope", "scopes"], &["user", "read"]),
    text(&["granttype"], &["password", "client_credentials"]),
    text(&["clientid"], &["sample-client"]),
    text(&["model", "device", "platform", "os"], &["sample", "linux"]),
    text(&["unit"], &["kg", "cm"]),
];
