package dev.gyre.storage.file;

import dev.gyre.core.host.Disk.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** One open file. */
final class ChannelFile implements OpenFile {
  /** The JDK copies a heap buffer into a cached native one of the same size: keep that small. */
  private static final int PIECE_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;

  ChannelFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    int end = target.limit();
    int total = 0;
    try {
      while (target.position() < end) {
        target.limit(Math.min(end, target.position() + PIECE_BYTES));
        int count = channel.read(target, position + total);
        if (count < 0) {
          break;
        }
        total += count;
      }
    } catch (IOException failed) {
      throw FileDisk.explained("read", path, failed);
    } finally {
      target.limit(end);
    }
    return total;
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    int end = source.limit();
    long at = position;
    try {
      while (source.position() < end) {
        source.limit(Math.min(end, source.position() + PIECE_BYTES));
        at += channel.write(source, at);
      }
    } catch (IOException failed) {
      throw FileDisk.explained("write", path, failed);
    } finally {
      source.limit(end);
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    try {
      if (size <= channel.size()) {
        channel.truncate(size);
      } else {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    } catch (IOException failed) {
      throw FileDisk.explained("truncate", path, failed);
    }
  }

  /** Metadata that no read needs (times) is left out: fdatasync still writes the size. */
  @Override
  public void force() throws IOException {
    try {
      channel.force(false);
    } catch (IOException failed) {
      throw FileDisk.explained("force", path, failed);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
