package dev.millrace.legacy;

import dev.millrace.legacy.line.Desk;
import dev.millrace.legacy.session.Delivery;
import dev.millrace.legacy.session.Message;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Receipt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Makes records of what connections bring, and hands them over. Thread-safe. */
final class FrameDesk implements Desk {

    private final FramedTcpSettings settings;
    private final RecordMaker maker;
    private final HandOver handOver;
    private final AtomicLong running;
    private final boolean resumes;
    private volatile FeedOffset resumed;

    /**
     * A desk.
     *
     * @param resumed where an earlier task came to
     * @param running a number above all that records of earlier runs had
     */
    FrameDesk(FramedTcpSettings settings, RecordMaker maker, HandOver handOver, FeedOffset resumed, long running) {
        this.settings = settings;
        this.maker = maker;
        this.handOver = handOver;
        this.resumed = resumed;
        this.running = new AtomicLong(running);
        this.resumes = settings.resumes();
    }

    @Override
    public void deliver(String feed, Delivery delivery) {
        boolean isTold = resumes && delivery.number() != Delivery.UNNUMBERED;
        List<FrameRecord> made = maker.records(feed, delivery, isTold ? Optional.empty() : Optional.of(running));
        int stored = (int) Math.min(partsOf(delivery), made.size());
        List<FrameRecord> left = made.subList(stored, made.size());
        handOver.put(left);
        delivery.receipt().isMade(left.size());
    }

    /** How many records of a message are stored already, when the task stopped in the middle of it. */
    private long partsOf(Delivery delivery) {
        FeedOffset place = resumed;
        if (place.part() == 0 || delivery.number() == Delivery.UNNUMBERED) {
            return 0;
        }
        // It is the first message of this task, or none.
        resumed = new FeedOffset(place.place(), 0);
        boolean isIt = delivery.number() == place.place().next()
                && delivery.before().session().equals(place.place().session());
        return isIt ? place.part() : 0;
    }

    @Override
    public void setAside(String feed, Message message, String code, Place place, Receipt receipt) {
        Optional<FrameRecord> made = maker.setAside(feed, message, code, place, receipt, running.incrementAndGet());
        made.ifPresent(record -> handOver.put(List.of(record)));
        receipt.isMade(made.isPresent() ? 1 : 0);
    }

    @Override
    public void tell(String feed, String event, Place place, Map<String, String> details, Receipt receipt) {
        if (settings.session().topic().isEmpty()) {
            receipt.isMade(0);
            return;
        }
        handOver.remember(receipt);
        handOver.put(List.of(maker.event(feed, event, place, details, receipt, running.incrementAndGet())));
        receipt.isMade(1);
    }

    @Override
    public boolean hasRoom() {
        return handOver.hasRoom();
    }

    @Override
    public void fail(RuntimeException failure) {
        handOver.fail(failure);
    }
}
