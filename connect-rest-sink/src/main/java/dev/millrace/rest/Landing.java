package dev.millrace.rest;

import dev.millrace.http.Breaker;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.FailurePolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Does with a parcel what the end of its request means. Owned by the thread of the {@link Traffic}. */
final class Landing {

    private final Outcomes outcomes;
    private final Clock clock;
    private final RandomGenerator random;
    private final Loop loop;
    private final Consumer<Consignment> settled;
    private final Runnable ready;

    /**
     * @param settled told of a consignment that is done
     * @param ready told on the loop when something may go on that waited for its time
     */
    Landing(
            Outcomes outcomes,
            Clock clock,
            RandomGenerator random,
            Loop loop,
            Consumer<Consignment> settled,
            Runnable ready) {
        this.outcomes = outcomes;
        this.clock = clock;
        this.random = random;
        this.loop = loop;
        this.settled = settled;
        this.ready = ready;
    }

    /** The request of the first parcel ended. */
    void landed(Consignment consignment, Exchange exchange, @Nullable Throwable failure) {
        Optional<Ending> judged = judgeOf(consignment).of(exchange, failure);
        judged.ifPresent(ending -> consignment.destination().route().figures().ended(exchange, ending));
        if (judged.isEmpty() || !judged.get().isDelivered()) {
            // What is not ours any more is not tried again, and nobody here is told of it.
            Optional<Parcel> wanted = dropUnwanted(exchange.parcel());
            if (wanted.isEmpty()) {
                goOn(consignment, List.of());
                return;
            }
        }
        if (judged.isEmpty()) {
            outcomes.fatal(failure == null ? new IllegalStateException("neither reply nor failure") : failure);
        } else if (judged.get().ofAll().isPresent()) {
            failed(consignment, exchange, judged.get().ofAll().get());
        } else {
            consignment.destination().breaker().answered();
            each(consignment, judged.get().isIgnored() ? exchange.asIgnored() : exchange, judged.get());
        }
    }

    /** The first parcel can't be sent: its records can be written alone, but not together. */
    void unwritable(Consignment consignment, ConnectorFailure failure) {
        Parcel parcel = consignment.first();
        if (parcel.isBatch()) {
            goOn(consignment, parcel.halves());
        } else {
            parcel.deliveries().forEach(delivery -> outcomes.refused(Refusal.of(delivery, failure, Optional.empty())));
            goOn(consignment, List.of());
        }
    }

    private static Judge judgeOf(Consignment consignment) {
        return consignment.destination().route().judge();
    }

    private void failed(Consignment consignment, Exchange exchange, ConnectorFailure failure) {
        switch (FailurePolicy.consequenceOf(failure.kind())) {
            case RETRY -> tryAgain(consignment, exchange, failure, openBreaker(consignment, failure));
            case SET_ASIDE -> {
                if (exchange.reply().isPresent()) {
                    consignment.destination().breaker().answered();
                }
                if (exchange.parcel().isBatch() && isBlamedOnOne(consignment, exchange)) {
                    cutInTwo(consignment, exchange.parcel());
                } else {
                    refuse(exchange.parcel(), exchange, failure);
                    goOn(consignment, List.of());
                }
            }
            // The proof was renewed already, where that can be done.
            case REFRESH_CREDENTIALS, STOP ->
                outcomes.fatal(exchange.parcel().first().accepted().located(failure));
        }
    }

    private void each(Consignment consignment, Exchange exchange, Ending ending) {
        Parcel parcel = exchange.parcel();
        Set<Delivery> again = new HashSet<>();
        Optional<ConnectorFailure> why = Optional.empty();
        for (int place = 0; place < parcel.deliveries().size(); place++) {
            Delivery delivery = parcel.deliveries().get(place);
            Optional<ConnectorFailure> failure = ending.of(place);
            if (failure.isEmpty()) {
                outcomes.delivered(delivery, exchange);
            } else if (isTransient(failure.get())) {
                again.add(delivery);
                why = failure;
            } else if (failure.get().kind() == FailureKind.REJECTED
                    || failure.get().kind() == FailureKind.MALFORMED) {
                outcomes.refused(Refusal.of(delivery, failure.get(), Optional.of(exchange)));
            } else {
                outcomes.fatal(delivery.accepted().located(failure.get()));
                return;
            }
        }
        Optional<Parcel> rest = parcel.only(again::contains);
        if (rest.isPresent() && why.isPresent()) {
            consignment.replaceFirst(List.of(rest.get()));
            tryAgain(consignment, exchange, why.get(), true);
        } else {
            goOn(consignment, List.of());
        }
    }

    /** Tells the breaker; whether the records may be to blame. */
    private boolean openBreaker(Consignment consignment, ConnectorFailure failure) {
        Destination destination = consignment.destination();
        Breaker breaker = destination.breaker();
        boolean charge =
                breaker.state() == Breaker.State.CLOSED && !failure.code().equals(ResponseClassifier.UNREACHABLE);
        Optional<Duration> opened = breaker.failed(failure, destination.parked() + 1);
        if (opened.isPresent()) {
            Future<?> unused = loop.schedule(
                    () -> {
                        breaker.halfOpen();
                        ready.run();
                    },
                    opened.get());
        }
        return charge;
    }

    private void tryAgain(Consignment consignment, Exchange exchange, ConnectorFailure failure, boolean charge) {
        Route route = consignment.destination().route();
        Optional<Parcel> left = dropUnwanted(consignment.first());
        if (left.isEmpty()) {
            goOn(consignment, List.of());
            return;
        }
        Parcel parcel = left.get();
        if (parcel != consignment.first()) {
            consignment.replaceFirst(List.of(parcel));
        }
        parcel.failed(charge);
        if (charge && route.patience().isOver(parcel, clock)) {
            refuse(parcel, exchange, givenUp(failure, parcel));
            goOn(consignment, List.of());
            return;
        }
        Duration wait = route.patience()
                .delay(parcel, consignment.destination().breaker().capped(failure), random);
        route.figures().triesAgainAfter(wait);
        consignment.destination().park();
        consignment.become(Consignment.State.PARKED, loop.schedule(() -> unpark(consignment), wait));
    }

    private void unpark(Consignment consignment) {
        consignment.destination().unpark();
        consignment.become(Consignment.State.READY, null);
        consignment.destination().queue(consignment);
        ready.run();
    }

    /** What the receiver refuses as a whole may be refused for one of its records: each half is tried for itself. */
    private void cutInTwo(Consignment consignment, Parcel parcel) {
        consignment.destination().route().figures().cutInTwo();
        goOn(consignment, parcel.halves());
    }

    private static boolean isBlamedOnOne(Consignment consignment, Exchange exchange) {
        return exchange.reply()
                .filter(reply -> consignment.destination().route().cutsOn(reply.status()))
                .isPresent();
    }

    private void refuse(Parcel parcel, Exchange exchange, ConnectorFailure failure) {
        parcel.deliveries().forEach(delivery -> outcomes.refused(Refusal.of(delivery, failure, Optional.of(exchange))));
    }

    private static ConnectorFailure givenUp(ConnectorFailure failure, Parcel parcel) {
        return new ConnectorFailure(
                failure.kind(),
                failure.code(),
                failure.getMessage() + "; given up after " + parcel.failures() + " attempts",
                failure);
    }

    private static boolean isTransient(ConnectorFailure failure) {
        return failure.kind() == FailureKind.TRANSIENT || failure.kind() == FailureKind.THROTTLED;
    }

    /** What is left of a parcel without the records whose partition is no longer ours. */
    private Optional<Parcel> dropUnwanted(Parcel parcel) {
        parcel.deliveries().stream()
                .filter(delivery -> !delivery.accepted().isWanted())
                .forEach(delivery -> outcomes.dropped(delivery.accepted(), delivery.bytes()));
        return parcel.only(delivery -> delivery.accepted().isWanted());
    }

    private void goOn(Consignment consignment, List<Parcel> insteadOfTheFirst) {
        consignment.replaceFirst(insteadOfTheFirst);
        if (consignment.isDone()) {
            settled.accept(consignment);
        } else {
            consignment.destination().queue(consignment);
        }
    }
}
