package dev.millrace.http.reply;

import dev.millrace.kit.FailureKind;
import dev.millrace.testkit.ReferencePage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page about replies, whose table of statuses is what the judge says of each of them. */
class RepliesReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/http-replies.md");

    private static final String HEAD = """
            # What replies mean

            How the connectors that send requests decide what a reply means. This page is generated; the build compares it. The
            options are in the reference of each connector.

            The first of these that applies decides:

            1. a rule of `http.reply.rules`;
            2. with the statuses 401, 403, 407, 408, 425, 429, 502, 503 and 504: the status, for they are words of a gateway or of
               the check of credentials;
            3. the body, where it is SOAP or GraphQL (`http.reply.form`);
            4. `http.status.success`, `.ignore`, `.retry`, `.reject` and `.stop`;
            5. the type of a problem (RFC 9457) that says that the quota is used up;
            6. the status.

            *success*: delivered. *ignore*: not delivered, and that is as good. *retry*: the same request later, not before the time
            that `Retry-After` tells. *reject*: this record is set aside. *stop*: the task stops, for a person must act.

            No message quotes a body: it names the status, the code of a SOAP fault or GraphQL error where it looks like a code, and
            the type of a problem without its query.

            ## By status

            | status | meaning | kind of failure |
            |---|---|---|
            """;

    private static final String TAIL = """
            | 503 with `Retry-After` | retry | throttled |
            | 409, with `http.conflict=retry` | retry | transient |
            | 409, with `http.conflict=delivered` | success | |

            No reply at all is *retry*: a connection that could not be made is never counted against a record; one that ended, a reply
            that broke off and one that did not come in time are. A connection that the egress rules refuse is *reject* where the
            record names the host and *stop* where the configuration does; a login that the proxy refuses is *stop*.

            ## SOAP

            Looked for in replies to SOAP requests, and in any reply of type application/soap+xml, text/xml or application/xml. A
            fault counts whatever the status (WS-I Basic Profile 1.1, R1107).

            | fault | meaning |
            |---|---|
            | 1.1 Client, also Client.Anything; 1.2 Sender | reject |
            | 1.1 Server, also Server.Anything; 1.2 Receiver | retry |
            | VersionMismatch, MustUnderstand, DataEncodingUnknown | stop |
            | FailedAuthentication or InvalidSecurityToken as code or subcode (WS-Security) | stop |
            | a code in another namespace | reject |
            | an envelope without a fault, or 202 without a body | by status |
            | 2xx with another body, where SOAP is expected | retry |
            | another status with another body | by status |

            `retry: fault = Busy | Server.Overloaded` in `http.reply.rules` gives a code or a subcode another meaning: its local name,
            and for a code with dots also what stands before the first one.

            ## GraphQL

            Looked for in replies to GraphQL requests with status 2xx, and in any reply of type application/graphql-response+json,
            whatever the status.

            | reply | meaning |
            |---|---|
            | no errors | success |
            | errors, and a field of data that is not null | `http.graphql.partial`: reject, unless set otherwise |
            | errors alone, with the code UNAUTHENTICATED | stop |
            | errors alone, with the code THROTTLED or RATE_LIMITED | retry |
            | errors alone, with the code INTERNAL_SERVER_ERROR, or with a 5xx | retry |
            | other errors alone | reject |
            | neither data nor errors | retry |

            `retry: graphql = CONFLICT | LOCKED` in `http.reply.rules` gives a code another meaning.

            ## Rules

            One on each line, or separated by semicolons; the first that holds counts. A rule is a meaning, the statuses for which it
            counts if not for all, a colon and a condition:

            | condition | holds when |
            |---|---|
            | `/error/code = BUSY \\| LATER` | the value at this JSON pointer (RFC 6901) is one of these; `*` stands for every element |
            | `/ok != true` | the body is JSON, and there is no such value there |
            | `/errors` | something is there that is neither null, false nor empty |
            | `xpath //s:code[. = 'BUSY']` | the XPath 1.0 expression is true; prefixes are declared in `http.reply.namespaces` |
            | `fault = Busy` | the body holds a SOAP fault with this code or subcode |
            | `graphql = LOCKED` | the body holds a GraphQL error with this code |
            | `problem = https://example.org/busy` | the reply is a problem (application/problem+json or +xml) of this type |

            Values are compared as they are written, numbers by what they are worth; in quotes they keep their spaces. A body that is
            longer than `http.reply.max.bytes` can't be judged: where a rule would have had to look at it, the reply is no success and
            the task stops.
            """;

    /** Statuses in a row with the same meaning. */
    private record Row(int first, int last, Finding finding) {

        String cells() {
            String statuses = first == last ? Integer.toString(first) : first + " to " + last;
            return "| " + statuses + " | " + lower(finding.meaning()) + " |"
                    + finding.kind().map(kind -> " " + lower(kind)).orElse("") + " |\n";
        }
    }

    @Test
    void pageSaysWhatTheJudgeSays() {
        StringBuilder page = new StringBuilder(HEAD);
        rows().forEach(row -> page.append(row.cells()));

        ReferencePage.matches(PAGE, page.append(TAIL).toString());
    }

    private static List<Row> rows() {
        ReplyJudge judge = new ReplyJudge(ClassifierSettings.standard());
        List<Row> rows = new ArrayList<>();
        for (int status = 200; status < 600; status++) {
            Finding finding = judge.judge(status, Judging.nothing(), false);
            Row before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (before != null
                    && before.last / 100 == status / 100
                    && Objects.equals(before.finding.kind(), finding.kind())
                    && before.finding.meaning() == finding.meaning()) {
                rows.set(rows.size() - 1, new Row(before.first, status, before.finding));
            } else {
                rows.add(new Row(status, status, finding));
            }
        }
        return rows;
    }

    private static String lower(Meaning meaning) {
        return meaning.name().toLowerCase(Locale.ROOT);
    }

    private static String lower(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
