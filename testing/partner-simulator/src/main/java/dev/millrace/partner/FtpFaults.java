package dev.millrace.partner;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.command.CommandFactory;
import org.apache.ftpserver.command.CommandFactoryFactory;
import org.apache.ftpserver.command.impl.EPSV;
import org.apache.ftpserver.command.impl.FEAT;
import org.apache.ftpserver.command.impl.MLSD;
import org.apache.ftpserver.command.impl.MLST;
import org.apache.ftpserver.command.impl.PASV;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;

/** Stands in front of every FTP command: counts it, holds it, or refuses it. Thread-safe. */
final class FtpFaults extends DefaultFtplet {

    private final Bell bell = new Bell();
    private final Map<String, AtomicLong> commands = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean hanging;
    private volatile boolean readOnly;
    private volatile boolean oldListings;
    private volatile boolean cutSessions;
    private volatile Duration delayPerRead = Duration.ZERO;

    long connections() {
        return connections.get();
    }

    long commands(String name) {
        AtomicLong count = commands.get(name);
        return count == null ? 0 : count.get();
    }

    void hang(boolean on) {
        hanging = on;
        bell.ring();
    }

    void readOnly(boolean on) {
        readOnly = on;
    }

    void oldListings(boolean on) {
        oldListings = on;
    }

    /** Whether the end of the budget cuts the sessions, or the one transfer only. */
    void cutSessions(boolean on) {
        cutSessions = on;
    }

    boolean cutsSessions() {
        return cutSessions;
    }

    void delayPerRead(Duration delay) {
        delayPerRead = delay;
        bell.ring();
    }

    void deny(String path) {
        denied.add(path);
    }

    boolean mayTouch(String path) {
        return denied.stream().noneMatch(closed -> path.equals(closed) || path.startsWith(closed + "/"));
    }

    boolean mayChange(String path) {
        return !readOnly && mayTouch(path);
    }

    /** Waits as long as a slow disk would. */
    void beforeRead() throws IOException {
        Duration delay = delayPerRead;
        if (!delay.isZero()) {
            try {
                bell.await(() -> !delay.equals(delayPerRead), delay);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the server ended while a read was held");
            }
        }
    }

    /** Called for each login that succeeds. */
    void loggedIn() {
        bell.ring();
    }

    @Override
    public FtpletResult onConnect(FtpSession session) {
        connections.incrementAndGet();
        return FtpletResult.DEFAULT;
    }

    @Override
    public FtpletResult beforeCommand(FtpSession session, FtpRequest request) {
        commands.computeIfAbsent(request.getCommand().toUpperCase(Locale.ROOT), any -> new AtomicLong())
                .incrementAndGet();
        try {
            bell.await(() -> !hanging);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FtpletResult.DISCONNECT;
        }
        return FtpletResult.DEFAULT;
    }

    /** The usual commands; those of RFC 3659 can be switched off. */
    CommandFactory commandFactory(boolean protectedData) {
        CommandFactoryFactory factory = new CommandFactoryFactory();
        factory.addCommand("MLSD", unlessOld(new MLSD(), 502, "Command not implemented"));
        factory.addCommand("MLST", unlessOld(new MLST(), 502, "Command not implemented"));
        factory.addCommand("FEAT", unlessOld(new FEAT(), 211, "no features"));
        factory.addCommand("PASV", protectedOnly(new PASV(), protectedData));
        factory.addCommand("EPSV", protectedOnly(new EPSV(), protectedData));
        return factory.createCommandFactory();
    }

    private Command unlessOld(Command command, int code, String text) {
        return (session, context, request) -> {
            if (oldListings) {
                session.resetState();
                session.write(new DefaultFtpReply(code, text));
            } else {
                command.execute(session, context, request);
            }
        };
    }

    /** With TLS, data that is not encrypted is refused (RFC 4217, 9): a client must have said PROT P. */
    private static Command protectedOnly(Command command, boolean protectedData) {
        return (session, context, request) -> {
            if (protectedData && !session.getDataConnection().isSecure()) {
                session.resetState();
                session.write(new DefaultFtpReply(522, "Data connections must be protected"));
            } else {
                command.execute(session, context, request);
            }
        };
    }
}
