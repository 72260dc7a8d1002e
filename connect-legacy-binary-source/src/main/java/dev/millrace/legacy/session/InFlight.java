package dev.millrace.legacy.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbered messages whose records are on their way to Kafka. */
final class InFlight {

    private final boolean isKept;
    private final boolean asksAgain;
    private final Map<Long, Receipt> receipts = new LinkedHashMap<>();

    /**
     * Messages on their way.
     *
     * @param isKept whether anybody wants to know
     * @param asksAgain whether messages may be asked for that have come before
     */
    InFlight(boolean isKept, boolean asksAgain) {
        this.isKept = isKept;
        this.asksAgain = asksAgain;
    }

    /** The receipt of a message that came before; one that is settled where it is forgotten. */
    Receipt of(long number) {
        Receipt known = receipts.get(number);
        if (known != null) {
            return known;
        }
        Receipt settled = new Receipt(() -> {});
        settled.isMade(0);
        return settled;
    }

    /**
     * Where acknowledgements are sent, asking for a message says that those before it are safe: so the first one that is not
     * is asked for.
     */
    long firstOpen(long next) {
        if (asksAgain) {
            for (Map.Entry<Long, Receipt> one : receipts.entrySet()) {
                if (!one.getValue().isSettled()) {
                    return one.getKey();
                }
            }
        }
        return next;
    }

    /** A repeated message is answered when the first one of its number is settled, and not before. */
    void keep(long number, Receipt receipt) {
        if (number == Delivery.UNNUMBERED || !isKept) {
            return;
        }
        Iterator<Receipt> oldest = receipts.values().iterator();
        while (oldest.hasNext() && oldest.next().isSettled()) {
            oldest.remove();
        }
        receipts.put(number, receipt);
    }
}
