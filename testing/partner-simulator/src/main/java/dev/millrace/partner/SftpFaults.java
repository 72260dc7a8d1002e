package dev.millrace.partner;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpEventListener;

/**
 * Stands in front of every SFTP request: lets it through or holds it.
 *
 * <p>Called on the thread of the session's SFTP subsystem, which the server interrupts when the session ends: a held
 * request never outlives its connection. Thread-safe.
 */
final class SftpFaults implements SftpEventListener {

    private final Bell bell = new Bell();
    private final Set<Session> doomed = ConcurrentHashMap.newKeySet();
    private volatile boolean hanging;
    private volatile boolean hidingPermissions;
    private volatile Duration delayPerRead = Duration.ZERO;

    void hang(boolean on) {
        hanging = on;
        bell.ring();
    }

    void delayPerRead(Duration delay) {
        delayPerRead = delay;
        bell.ring();
    }

    void hidePermissions(boolean on) {
        hidingPermissions = on;
    }

    boolean hidesPermissions() {
        return hidingPermissions;
    }

    /** Marks a session whose connection is to be cut at its next request. */
    void doom(Session session) {
        doomed.add(session);
    }

    boolean dooms(Session session) {
        return doomed.contains(session);
    }

    /** Serves nothing any more until the closing session interrupts. */
    void awaitEndOfSession() throws InterruptedIOException {
        try {
            bell.await(() -> false);
        } catch (InterruptedException interrupted) {
            throw ended();
        }
    }

    void forget(Session session) {
        doomed.remove(session);
    }

    @Override
    public void received(ServerSession session, int type, int id) throws IOException {
        try {
            bell.await(() -> !hanging);
            Duration delay = delayPerRead;
            if (type == SftpConstants.SSH_FXP_READ && !delay.isZero()) {
                bell.await(() -> !delay.equals(delayPerRead), delay);
            }
        } catch (InterruptedException interrupted) {
            throw ended();
        }
    }

    private static InterruptedIOException ended() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the session ended while its request was held");
    }
}
