package dev.millrace.http.reply;

import dev.millrace.kit.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out what a reply means: by the rules of the settings, then by what a SOAP or GraphQL body says, then by the problem's
 * type, then by the status. Immutable; any thread may ask.
 */
public final class ReplyJudge {

    /** Words of gateways and of the credentials' check, which a body does not overrule. */
    private static final Set<Integer> BEFORE_THE_BODY = Set.of(401, 403, 407, 408, 425, 429, 502, 503, 504);

    private static final String PROBLEMS = "https://iana.org/assignments/http-problem-types#";
    private static final List<String> THROTTLING_PROBLEMS =
            List.of(PROBLEMS + "quota-exceeded", PROBLEMS + "temporary-reduced-capacity");

    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final ClassifierSettings settings;

    public ReplyJudge(ClassifierSettings settings) {
        this.settings = settings;
    }

    /**
     * What a reply means.
     *
     * @param told whether the reply says how long to wait
     */
    public Finding judge(int status, ReplyBody body, boolean told) {
        Optional<ReplyRule> rule = settings.rules().stream()
                .filter(each -> each.holds(status, body))
                .findFirst();
        if (rule.isPresent()) {
            return byRule(rule.get(), status, body);
        }
        Finding found = BEFORE_THE_BODY.contains(status)
                ? byStatus(status, body, told)
                : byBody(status, body, told).orElseGet(() -> byStatus(status, body, told));
        boolean undecided = body.isTruncated()
                && found.meaning() == Meaning.SUCCESS
                && settings.rules().stream().anyMatch(each -> each.covers(status));
        return undecided ? tooLong(status) : found;
    }

    private static Finding byRule(ReplyRule rule, int status, ReplyBody body) {
        return Finding.of(
                rule.meaning(),
                "reply-rule-" + rule.number(),
                "answered " + status + problem(body) + ", to which rule " + rule.number() + " of "
                        + ClassifierSettings.RULES + " applies");
    }

    private Optional<Finding> byBody(int status, ReplyBody body, boolean told) {
        Optional<ReplyForm> form = settings.form();
        if (form.isPresent()) {
            return switch (form.get()) {
                case PLAIN -> Optional.empty();
                case SOAP -> bySoap(status, body, true);
                case GRAPHQL -> byGraphQl(status, body, told);
            };
        }
        if (body.isMedia(GraphQlReply.MEDIA_TYPE)) {
            return byGraphQl(status, body, told);
        }
        boolean mayBeSoap =
                body.isMedia("application/soap+xml") || body.isMedia("text/xml") || body.isMedia("application/xml");
        return mayBeSoap ? bySoap(status, body, false) : Optional.empty();
    }

    private static Optional<Finding> bySoap(int status, ReplyBody body, boolean expected) {
        Optional<SoapFault.Envelope> envelope = body.soap();
        if (envelope.isEmpty()) {
            // 202 without a body is the answer to a one-way message; a page of a login or of a proxy is none.
            boolean foreign = expected && status / 100 == 2 && !body.isEmpty();
            return foreign
                    ? Optional.of(Finding.of(
                            Meaning.RETRY,
                            "reply-not-soap",
                            "answered " + status + " with a body that is no SOAP: " + ClassifierSettings.FORM
                                    + "=plain if that is meant"))
                    : Optional.empty();
        }
        return envelope.get().fault().map(fault -> byFault(fault, status));
    }

    private static Finding byFault(SoapFault fault, int status) {
        String said = "answered the SOAP fault " + shown(fault.codes()) + " with status " + status;
        if (fault.codes().contains("FailedAuthentication") || fault.codes().contains("InvalidSecurityToken")) {
            return Finding.of(FailureKind.UNAUTHORIZED, "soap-unauthorized", said + ": correct the credentials");
        }
        return switch (fault.role()) {
            case SENDER -> Finding.of(Meaning.REJECT, "soap-sender", said);
            case RECEIVER -> Finding.of(Meaning.RETRY, "soap-receiver", said);
            case PROTOCOL ->
                Finding.of(Meaning.STOP, "soap-protocol", said + ": the receiver does not speak the SOAP that is sent");
            case OWN -> Finding.of(Meaning.REJECT, "soap-fault", said);
        };
    }

    private Optional<Finding> byGraphQl(int status, ReplyBody body, boolean told) {
        boolean trusted = body.isMedia(GraphQlReply.MEDIA_TYPE) || status / 100 == 2;
        if (!trusted) {
            return Optional.empty();
        }
        if (body.isTruncated()) {
            return Optional.of(tooLong(status));
        }
        Optional<GraphQlReply> reply = GraphQlReply.read(body);
        if (reply.isEmpty()) {
            return Optional.of(Finding.of(
                    Meaning.RETRY,
                    "reply-not-graphql",
                    "answered " + status + " with a body that is no GraphQL response"));
        }
        if (!reply.get().failed()) {
            return Optional.of(Finding.done(Meaning.SUCCESS));
        }
        String said = "answered GraphQL errors " + shown(reply.get().codes()) + " with status " + status;
        if (reply.get().applied()) {
            return Optional.of(
                    Finding.of(settings.graphQlPartial(), "graphql-partial", said + " for a part of the request"));
        }
        return Optional.of(byCodes(reply.get().codes(), said, status, told));
    }

    private static Finding byCodes(List<String> codes, String said, int status, boolean told) {
        if (codes.contains("UNAUTHENTICATED")) {
            return Finding.of(FailureKind.UNAUTHORIZED, "graphql-unauthorized", said + ": correct the credentials");
        }
        if (codes.contains("THROTTLED") || codes.contains("RATE_LIMITED")) {
            return Finding.of(FailureKind.THROTTLED, "graphql-throttled", said);
        }
        if (codes.contains("INTERNAL_SERVER_ERROR") || status / 100 == 5) {
            return Finding.of(told ? FailureKind.THROTTLED : FailureKind.TRANSIENT, "graphql-server-error", said);
        }
        return Finding.of(Meaning.REJECT, "graphql-errors", said);
    }

    private Finding byStatus(int status, ReplyBody body, boolean told) {
        Optional<Meaning> given = settings.given(status);
        if (given.isEmpty() && status / 100 == 2) {
            return Finding.done(Meaning.SUCCESS);
        }
        String code = "http-" + status;
        String answered = "answered " + status + problem(body);
        if (given.isPresent()) {
            return switch (given.get()) {
                case RETRY -> Finding.of(retry(status, told), code, answered);
                case STOP ->
                    Finding.of(
                            isOfCredentials(status) ? FailureKind.UNAUTHORIZED : FailureKind.MISCONFIGURED,
                            code,
                            answered + ", which " + ClassifierSettings.STATUS + "stop has a person look at");
                case SUCCESS, IGNORE, REJECT -> Finding.of(given.get(), code, answered);
            };
        }
        if (status >= 400
                && Problem.typeOf(body).filter(THROTTLING_PROBLEMS::contains).isPresent()) {
            return Finding.of(FailureKind.THROTTLED, code, answered);
        }
        return switch (status / 100) {
            case 4 ->
                switch (status) {
                    case 401, 403, 407 ->
                        Finding.of(
                                FailureKind.UNAUTHORIZED,
                                code,
                                answered + ": correct the credentials, or what they may do there");
                    case 408, 425 -> Finding.of(FailureKind.TRANSIENT, code, answered);
                    case 429 -> Finding.of(FailureKind.THROTTLED, code, answered + ", too many requests");
                    case 409 -> Finding.of(settings.conflict().meaning(), code, answered);
                    default ->
                        Finding.of(FailureKind.REJECTED, code, "refused the record with " + status + problem(body));
                };
            case 5 -> Finding.of(retry(status, told), code, answered);
            default ->
                Finding.of(
                        FailureKind.MISCONFIGURED,
                        code,
                        answered
                                + ", which is no answer to a record: set http.url to the final address, or http.redirects to"
                                + " follow those that keep the method");
        };
    }

    private static FailureKind retry(int status, boolean told) {
        return status == 429 || (status == 503 && told) ? FailureKind.THROTTLED : FailureKind.TRANSIENT;
    }

    private static boolean isOfCredentials(int status) {
        return status == 401 || status == 403 || status == 407;
    }

    private static Finding tooLong(int status) {
        return Finding.of(
                Meaning.STOP,
                "reply-too-long",
                "answered " + status
                        + " with a body that is longer than http.reply.max.bytes, so it can't be judged: raise it");
    }

    private static String problem(ReplyBody body) {
        return Problem.shown(body).map(type -> " (problem " + type + ")").orElse("");
    }

    /** Codes are names, not data; what looks otherwise is not shown. */
    private static String shown(List<String> codes) {
        return codes.stream()
                .filter(code -> SHOWN.matcher(code).matches())
                .findFirst()
                .orElse("without a code");
    }
}
