-- CMKLINT=PROGRAM nvim --headless -u NONE -i NONE -n -c 'luafile Editors/neovim/test/run.lua'
--
-- Opens two manifests and a file of another type with the set-up file of this folder, in the editor that runs this.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
vim.opt.runtimepath:append(vim.fn.fnamemodify(here, ':h'))
vim.o.swapfile = false
vim.cmd('filetype on')

local function say(text)
  io.stdout:write(text, '\n')
end

local manifest = [[
cmkManifest: 1
vaults:
  kv:
    region: eastus
    purgeProtection: true
    keys:
      k: { type: RSA, size: 4096 }
resources:
  app:
    kind: foundry
    region: eastus
    identity: systemAssigned
    encryption: { source: customerManaged, key: kv/k }
]]

local function clients_of(buffer)
  local found = {}
  for id in pairs(vim.lsp.buf_get_clients and vim.lsp.buf_get_clients(buffer) or {}) do
    table.insert(found, id)
  end
  return found
end

local function main()
  local root = vim.fn.tempname() .. ' (1)'
  vim.fn.mkdir(root .. '/sub', 'p')
  vim.fn.mkdir(root .. '/.git')
  vim.fn.writefile(vim.split(manifest, '\n'), root .. '/sub/a.cmk.yaml')
  vim.fn.writefile({ '' }, root .. '/a.txt')
  vim.fn.writefile({ 'param a string' }, root .. '/a.bicep')
  require('cmklint').setup({ cmd = { os.getenv('CMKLINT'), '--stdio' } })

  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/a.txt'))
  local other = vim.api.nvim_get_current_buf()
  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/sub/a.cmk.yaml'))
  local buffer = vim.api.nvim_get_current_buf()
  local function sizes()
    return vim.tbl_filter(function(found)
      return found.message:find('4096') ~= nil
    end, vim.diagnostic.get(buffer))
  end
  assert(vim.wait(15000, function()
    return #sizes() > 0
  end, 10), 'no finding on the key of 4096 bits')
  local line = vim.api.nvim_buf_get_lines(buffer, sizes()[1].lnum, sizes()[1].lnum + 1, false)[1]
  assert(line:sub(sizes()[1].col + 1, sizes()[1].end_col) == '4096', 'the finding is not at the size')
  assert(#clients_of(other) == 0, 'a text file has the server')

  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/a.bicep'))
  local bicep = vim.api.nvim_get_current_buf()
  assert(vim.bo[bicep].filetype == 'bicep', 'the file type of Bicep is not set')
  assert(vim.deep_equal(clients_of(bicep), clients_of(buffer)), 'files of one folder do not share the server')
  local client = vim.lsp.get_client_by_id(clients_of(buffer)[1])
  assert(client.config.root_dir == root, 'the root is ' .. client.config.root_dir)
  vim.fn.delete(root, 'rf')
end

local ok, message = xpcall(main, debug.traceback)
say(ok and 'ok: Neovim shows the finding through Editors/neovim' or 'FAILED: ' .. message)
for _, client in pairs(vim.lsp.get_active_clients()) do
  client.stop(true)
end
vim.cmd(ok and 'qall!' or 'cquit 1')
