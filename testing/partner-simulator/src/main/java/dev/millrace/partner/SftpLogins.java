package dev.millrace.partner;

import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** Who may log in, and who did. Thread-safe. */
final class SftpLogins implements PasswordAuthenticator, PublickeyAuthenticator, SessionListener {

    private final String username;
    private final String password;
    private final SftpFaults faults;
    private final List<PublicKey> keys = new CopyOnWriteArrayList<>();
    private final List<PublicKey> authorities = new CopyOnWriteArrayList<>();
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean refusing;

    SftpLogins(String username, String password, SftpFaults faults) {
        this.username = username;
        this.password = password;
        this.faults = faults;
    }

    void accept(PublicKey key) {
        keys.add(key);
    }

    void forgetKeys() {
        keys.clear();
    }

    void acceptAuthority(PublicKey authority) {
        authorities.add(authority);
    }

    void refuse(boolean on) {
        refusing = on;
    }

    long connections() {
        return connections.get();
    }

    long sessions() {
        return sessions.get();
    }

    int openSessions() {
        return open.size();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public boolean authenticate(String user, String offered, ServerSession session) {
        return counted(username.equals(user) && password.equals(offered));
    }

    @Override
    public boolean authenticate(String user, PublicKey offered, ServerSession session) {
        boolean known = offered instanceof OpenSshCertificate certificate
                ? isAny(authorities, certificate.getCaPubKey())
                        && certificate.getPrincipals().contains(user)
                : isAny(keys, offered);
        return counted(username.equals(user) && known);
    }

    /** A login whose answers were looked at elsewhere. */
    boolean authenticate(String user, boolean rightly) {
        return counted(username.equals(user) && rightly);
    }

    private static boolean isAny(List<PublicKey> accepted, PublicKey offered) {
        return accepted.stream().anyMatch(key -> KeyUtils.compareKeys(key, offered));
    }

    private boolean counted(boolean known) {
        boolean welcome = known && !refusing;
        if (!welcome) {
            refused.incrementAndGet();
        }
        return welcome;
    }

    @Override
    public void sessionCreated(Session session) {
        connections.incrementAndGet();
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            sessions.incrementAndGet();
            open.add(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        open.remove(session);
        faults.forget(session);
    }
}
