package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.webhook.listener.Route.Room;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a request when its provider has said what it is. Thread-safe; never blocks. */
final class Verdicts {

    private static final double REJECTED_UP_TO = 0.5;

    private final boolean tellsHandshakes;
    private final Dispatch dispatch;
    private final Memory memory;
    private final Answers answers;
    private final Optional<RejectedRequests> rejected;
    private final RouteMeters meters;
    private final RequestLog log;

    /**
     * The verdicts of one route.
     *
     * @param tellsHandshakes whether handshakes become records
     */
    Verdicts(
            boolean tellsHandshakes,
            Dispatch dispatch,
            Memory memory,
            Answers answers,
            Optional<RejectedRequests> rejected,
            RouteMeters meters,
            RequestLog log) {
        this.tellsHandshakes = tellsHandshakes;
        this.dispatch = dispatch;
        this.memory = memory;
        this.answers = answers;
        this.rejected = rejected;
        this.meters = meters;
        this.log = log;
    }

    /**
     * Does what the provider's word asks for.
     *
     * @param admission null when the provider failed
     */
    void carryOut(Passage passage, WebhookProvider.@Nullable Admission admission, @Nullable Throwable failure) {
        try {
            if (passage.answer().isAnswered()) {
                passage.room().close();
            } else if (admission instanceof WebhookProvider.Admission.Event event) {
                meters.count("secret", String.valueOf(event.secret()));
                dispatch.take(passage, new EventMarks(event.coverage(), Optional.empty(), false), Optional.empty());
            } else if (admission instanceof WebhookProvider.Admission.Handshake handshake) {
                handshake(passage, handshake);
            } else if (admission instanceof WebhookProvider.Admission.Refused refused) {
                log.refused(passage.id(), refused.reason(), refused.detail());
                meters.refused.increment();
                meters.count("refused", refused.reason());
                reject(passage, answers.refused(passage.id()), refused.reason());
            } else if (admission instanceof WebhookProvider.Admission.Undecided undecided) {
                log.undecided(passage.id(), undecided.reason(), undecided.detail());
                passage.end(unavailable(passage.id(), Unavailable.UNDECIDED));
            } else {
                throw new IllegalStateException("the provider's rules failed", failure);
            }
        } catch (EventRefused unreadable) {
            failed(passage, unreadable);
        } catch (RuntimeException defect) {
            log.defect(passage.id(), FailurePolicy.stop(defect));
            passage.end(unavailable(passage.id(), Unavailable.DEFECT));
        }
    }

    private void handshake(Passage passage, WebhookProvider.Admission.Handshake handshake) {
        meters.handshakes.increment();
        meters.count("handshake", handshake.name());
        if (!tellsHandshakes) {
            passage.end(handshake.answer());
            return;
        }
        try {
            dispatch.take(
                    passage,
                    new EventMarks(WebhookProvider.Coverage.NONE, Optional.of(handshake.name()), false),
                    Optional.of(handshake.answer()));
        } catch (EventRefused unreadable) {
            // The sender asked a question and gets its answer; only its telling fails.
            log.untold(passage.id(), handshake.name(), unreadable);
            passage.end(handshake.answer());
        }
    }

    private void failed(Passage passage, EventRefused refusal) {
        String request = passage.id();
        log.malformed(request, refusal);
        if (refusal.status() >= 500) {
            passage.end(unavailable(request, Unavailable.QUEUE_FULL));
            return;
        }
        HttpAnswer answer = switch (refusal.status()) {
            case 413 -> answers.tooLarge();
            case 415 -> answers.unsupported(refusal.code().equals(BodyDecoder.UNSUPPORTED));
            default -> answers.malformed(request, refusal.code());
        };
        (refusal.status() == 413 ? meters.tooLarge : meters.malformed).increment();
        meters.count("malformed", refusal.code());
        reject(passage, answer, refusal.code());
    }

    private void reject(Passage passage, HttpAnswer answer, String reason) {
        rejected.ifPresent(told -> tell(told, passage, answer.status(), reason));
        passage.end(answer);
    }

    /** Attackers get no more than half of the memory. */
    private void tell(RejectedRequests told, Passage passage, int status, String reason) {
        Optional<Room> room =
                memory.isFullerThan(REJECTED_UP_TO) ? Optional.empty() : memory.reserve(told.bytes(passage.request()));
        boolean recorded = room.isPresent()
                && dispatch.offer(new Event(
                        passage.id(),
                        Optional.empty(),
                        List.of(told.record(passage.request(), status, reason)),
                        told.bytes(passage.request()),
                        room.get(),
                        dispatch));
        if (!recorded) {
            meters.unrecorded.increment();
        }
    }

    private HttpAnswer unavailable(String request, Unavailable reason) {
        meters.putOff(reason);
        return answers.unavailable(request, reason);
    }
}
