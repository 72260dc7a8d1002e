package dev.millrace.http.auth;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs by AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
 * The key of a day is derived once. For any thread.
 */
final class AwsSignature {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String HASH_FIELD = "x-amz-content-sha256";
    private static final String TOKEN_FIELD = "X-Amz-Security-Token";

    /**
     * A signed request.
     *
     * @param request with all that proves it, but for the field Authorization
     * @param authorization the value of that field; empty where the signature is in the query
     * @param canonical what was hashed and signed
     * @param toSign the text that was signed
     */
    record Signed(AwsRequest request, String authorization, String canonical, String toSign) {

        /** Without the request, which may hold secrets. */
        @Override
        public String toString() {
            return "signed";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record DayKey(AwsCredentials credentials, String date, byte[] key) {}

    private final AwsTerms terms;
    private volatile @Nullable DayKey dayKey;

    AwsSignature(AwsTerms terms) {
        this.terms = terms;
    }

    Signed sign(AwsRequest request, byte[] body, AwsCredentials credentials, Instant now) {
        String time = TIME.format(now);
        String hash = terms.payload() == AwsTerms.Payload.UNSIGNED
                ? UNSIGNED
                : HexFormat.of().formatHex(Hashes.digest("SHA-256", body));
        return switch (terms.place()) {
            case HEADER -> inHeader(request, credentials, time, hash);
            case QUERY -> inQuery(request, credentials, time, hash);
        };
    }

    private Signed inHeader(AwsRequest request, AwsCredentials credentials, String time, String hash) {
        AwsRequest dated = request.with("X-Amz-Date", time);
        AwsRequest timed = terms.payload() == AwsTerms.Payload.SIGNED ? dated : dated.with(HASH_FIELD, hash);
        boolean hasToken = !credentials.sessionToken().isEmpty();
        AwsRequest tokened = hasToken ? timed.with(TOKEN_FIELD, credentials.sessionToken()) : timed;
        AwsRequest signed = terms.signsToken() ? tokened : timed;
        Map<String, String> fields = signed.signedFields();
        String canonical = signed.canonical(terms, fields, hash);
        String toSign = toSign(time, canonical);
        String authorization = ALGORITHM + " Credential=" + credential(credentials, time) + ", SignedHeaders="
                + AwsRequest.names(fields.keySet()) + ", Signature=" + signature(credentials, time, toSign);
        return new Signed(tokened, authorization, canonical, toSign);
    }

    private Signed inQuery(AwsRequest request, AwsCredentials credentials, String time, String hash) {
        Map<String, String> fields = request.signedFields();
        String token = credentials.sessionToken().isEmpty()
                ? ""
                : "&" + TOKEN_FIELD + "=" + PercentEncoding.UNRESERVED.encode(credentials.sessionToken());
        String parameters = "X-Amz-Algorithm=" + ALGORITHM
                + "&X-Amz-Credential=" + PercentEncoding.UNRESERVED.encode(credential(credentials, time))
                + "&X-Amz-Date=" + time
                + "&X-Amz-SignedHeaders=" + PercentEncoding.UNRESERVED.encode(AwsRequest.names(fields.keySet()))
                + "&X-Amz-Expires=" + terms.expires().toSeconds();
        String signed = terms.signsToken() ? parameters + token : parameters;
        String canonical = request.withQuery(signed).canonical(terms, fields, hash);
        String toSign = toSign(time, canonical);
        String signature = "&X-Amz-Signature=" + signature(credentials, time, toSign);
        return new Signed(request.withQuery(parameters + token + signature), "", canonical, toSign);
    }

    private String credential(AwsCredentials credentials, String time) {
        return credentials.accessKeyId() + "/" + time.substring(0, DATE_LENGTH) + "/" + terms.scope();
    }

    private String toSign(String time, String canonical) {
        byte[] hash = Hashes.digest("SHA-256", canonical.getBytes(StandardCharsets.UTF_8));
        return ALGORITHM + "\n" + time + "\n" + time.substring(0, DATE_LENGTH) + "/" + terms.scope() + "\n"
                + HexFormat.of().formatHex(hash);
    }

    private String signature(AwsCredentials credentials, String time, String toSign) {
        return HexFormat.of().formatHex(Hashes.hmacSha256(key(credentials, time.substring(0, DATE_LENGTH)), toSign));
    }

    private byte[] key(AwsCredentials credentials, String date) {
        DayKey known = dayKey;
        if (known == null || !known.date.equals(date) || !known.credentials.equals(credentials)) {
            byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
            byte[] ofRegion = Hashes.hmacSha256(Hashes.hmacSha256(secret, date), terms.region());
            byte[] key = Hashes.hmacSha256(Hashes.hmacSha256(ofRegion, terms.service()), "aws4_request");
            known = new DayKey(credentials, date, key);
            dayKey = known;
        }
        return known.key;
    }
}
