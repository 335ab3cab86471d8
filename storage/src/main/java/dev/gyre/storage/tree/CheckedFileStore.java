package dev.gyre.storage.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;
import org.jspecify.annotations.Nullable;

/**
 * MVStore's file, made safe: every block is checked, and a start loads exactly the chunk that the
 * superblock names. MVStore's own file header is never written, its search for a usable chunk never
 * done: crash tests lost committed data with both.
 *
 * <p>Space of chunks that the newest superblock needs is not reused: {@link CellTree} pins its
 * version.
 */
final class CheckedFileStore extends RandomAccessStore {
  /** Chunks filled less than this, in percent, are rewritten by compaction. */
  private static final int REWRITE_BELOW = 60;

  /** In the far future, so that every chunk's age is 0: no clock decides what is written. */
  private static final long CREATION_TIME = Long.MAX_VALUE;

  private final BlockFile file;
  private final Superblock start;

  /** Whose header or footer is being read: MVStore asks for those without naming the chunk. */
  private int sought;

  /** The read that failed since then, if any: MVStore swallows it and finds no chunk. */
  private @Nullable IOException unread;

  CheckedFileStore(Map<String, Object> settings, BlockFile file, Superblock start) {
    super(settings);
    this.file = file;
    this.start = start;
    setSize(start.isEmpty() ? 0 : 1);
  }

  /** The superblock that would name what is committed now. */
  Superblock superblock(long version, long applied) {
    SFChunk chunk = lastChunk;
    return chunk == null
        ? new Superblock(version, applied, 0, 0, 0)
        : new Superblock(version, applied, chunk.id, chunk.block, chunk.version);
  }

  /** Percent of the bytes in chunks with live pages that are live. */
  int liveFillRate() {
    long all = 1;
    long live = 1;
    for (SFChunk chunk : getChunks().values()) {
      if (chunk.maxLenLive > 0) {
        all += chunk.maxLen;
        live += chunk.maxLenLive;
      }
    }
    return (int) (100 * live / all);
  }

  /** Behind the last chunk, counted in blocks. */
  long blocksInUse() {
    return getAfterLastBlock_();
  }

  @Override
  public Collection<SFChunk> getRewriteCandidates() {
    List<SFChunk> sparse = new ArrayList<>();
    for (SFChunk chunk : getChunks().values()) {
      if (chunk.maxLenLive > 0 && chunk.maxLenLive * 100 < chunk.maxLen * REWRITE_BELOW) {
        sparse.add(chunk);
      }
    }
    sparse.sort(Comparator.comparingInt(chunk -> chunk.id));
    return sparse;
  }

  @Override
  protected void readStoreHeader(boolean recoveryMode) {
    SFChunk newest = require(start.chunk(), start.block());
    if (newest.version != start.chunkVersion()) {
      throw damaged("chunk " + start.chunk() + " has another version than its superblock says");
    }
    setLastChunk(newest);
    List<SFChunk> chunks = new ArrayList<>();
    getChunksFromLayoutMap().forEach(chunks::add);
    clear();
    for (SFChunk chunk : getChunks().values()) {
      if (chunk.block > 0) {
        markUsed(chunk.block * BlockFile.BLOCK_BYTES, chunk.len * BlockFile.BLOCK_BYTES);
      }
    }
    for (SFChunk chunk : chunks) {
      if (chunk.maxLenLive > 0) {
        require(chunk.id, chunk.block);
      } else {
        registerDeadChunk(chunk);
      }
    }
  }

  private SFChunk require(int id, long block) {
    sought = id;
    unread = null;
    SFChunk chunk = readChunkHeaderAndFooter(block, id);
    sought = 0;
    if (unread != null) {
      throw failed(DataUtils.ERROR_READING_FAILED, unread);
    }
    if (chunk == null) {
      throw damaged("chunk " + id + " is not at block " + block);
    }
    return chunk;
  }

  @Override
  public ByteBuffer readFully(@Nullable SFChunk chunk, long position, int length) {
    try {
      return file.read(chunk == null ? sought : chunk.id, position, length);
    } catch (DamagedBlockException damaged) {
      throw damaged(String.valueOf(damaged.getMessage()));
    } catch (IOException failed) {
      unread = failed;
      throw failed(DataUtils.ERROR_READING_FAILED, failed);
    }
  }

  @Override
  protected void writeFully(@Nullable SFChunk chunk, long position, ByteBuffer source) {
    if (chunk == null) {
      // MVStore's own header. Nothing reads it: the superblocks stand in its place.
      return;
    }
    setSize(Math.max(size(), position + source.remaining()));
    try {
      file.write(chunk.id, position, source);
    } catch (IOException failed) {
      throw failed(DataUtils.ERROR_WRITING_FAILED, failed);
    }
  }

  @Override
  public long getCreationTime() {
    return CREATION_TIME;
  }

  @Override
  protected void initializeStoreHeader(long time) {
    initializeCommonHeaderAttributes(0);
  }

  /** The file is cut by {@link CellTree} after a superblock, never by MVStore in between. */
  @Override
  protected void shrinkStoreIfPossible(int minPercent) {}

  @Override
  protected void writeCleanShutdown() {}

  @Override
  public void open(@Nullable String name, boolean readOnly, char @Nullable [] key) {}

  @Override
  public CheckedFileStore open(String name, boolean readOnly) {
    throw new UnsupportedOperationException("the tree has one file");
  }

  @Override
  protected void truncate(long size) {
    throw new UnsupportedOperationException("the tree's file is cut after a superblock");
  }

  @Override
  public void backup(ZipOutputStream out) {
    throw new UnsupportedOperationException("back a node up by copying its closed directory");
  }

  static Map<String, Object> settings(int cacheMegabytes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("cacheSize", cacheMegabytes);
    settings.put("autoCompactFillRate", 0);
    return settings;
  }

  private static MVStoreException damaged(String message) {
    return DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "{0}", message);
  }

  private static MVStoreException failed(int code, IOException cause) {
    return DataUtils.newMVStoreException(code, "{0}", String.valueOf(cause.getMessage()), cause);
  }
}
