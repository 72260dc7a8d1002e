package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpReply;
import dev.millrace.http.ReceivedHeaders.Field;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Signs each request for Amazon Web Services; follows the server's clock where ours is far from it. For any thread. */
final class AwsAuthenticator implements AtOnce {

    /** AWS refuses more than five minutes; the way of the answer takes a part of it. */
    private static final Duration SKEW = Duration.ofMinutes(4);

    private final AwsSignature signature;
    private final Supplier<AwsCredentials> credentials;
    private final Supplier<Boolean> looksAgain;
    private final Clock clock;
    private volatile Duration ahead = Duration.ZERO;

    /** @param looksAgain looks for other credentials and tells whether there are */
    AwsAuthenticator(AwsTerms terms, Supplier<AwsCredentials> credentials, Supplier<Boolean> looksAgain, Clock clock) {
        this.signature = new AwsSignature(terms);
        this.credentials = credentials;
        this.looksAgain = looksAgain;
        this.clock = clock;
    }

    @Override
    public HttpCall proven(HttpCall call) {
        URI target = call.target();
        List<Field> fields = new ArrayList<>(call.headers().size() + 5);
        fields.add(new Field("Host", Targets.host(target)));
        call.headers().forEach(header -> fields.add(new Field(header.name(), header.value())));
        if (call.sendsContentType()) {
            fields.add(new Field("Content-Type", call.contentType()));
        }
        AwsRequest request = new AwsRequest(call.method().name(), Targets.path(target), Targets.query(target), fields);
        AwsSignature.Signed signed = signature.sign(
                request, call.body(), credentials.get(), clock.instant().plus(ahead));
        return with(call, request, signed);
    }

    private static HttpCall with(HttpCall call, AwsRequest before, AwsSignature.Signed signed) {
        HttpCall proven = call;
        for (Field field : signed.request().fields()) {
            if (!before.fields().contains(field)) {
                proven = proven.replacing(new HttpHeader(field.name(), field.value()));
            }
        }
        if (signed.authorization().isEmpty()) {
            String query = signed.request().query();
            int more = before.query().isEmpty() ? 0 : before.query().length() + 1;
            return proven.withTarget(Targets.withQuery(call.target(), query.substring(more)));
        }
        return proven.replacing(new HttpHeader("Authorization", signed.authorization()));
    }

    @Override
    public CompletableFuture<Boolean> renew(HttpCall proven, HttpReply refusal) {
        boolean others = looksAgain.get();
        return CompletableFuture.completedFuture(follows(refusal) || others);
    }

    /** Whether the server's clock tells another time than the one that was signed. */
    private boolean follows(HttpReply refusal) {
        Optional<Instant> date = refusal.header("Date").flatMap(AwsAuthenticator::read);
        if (date.isEmpty()) {
            return false;
        }
        Duration difference = Duration.between(clock.instant().plus(ahead), date.get());
        if (difference.abs().compareTo(SKEW) <= 0) {
            return false;
        }
        ahead = Duration.between(clock.instant(), date.get());
        return true;
    }

    private static Optional<Instant> read(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
