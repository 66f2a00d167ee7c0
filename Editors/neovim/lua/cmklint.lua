-- cmklint in Neovim 0.7 and later, without plugins:
--
--   vim.opt.runtimepath:append('REPOSITORY/Editors/neovim')
--   require('cmklint').setup()
--
-- It runs beside other servers of the same buffer and stays silent on files that are not its own.
local M = {}

M.cmd = { 'cmklint', '--stdio' }
M.filetypes = { 'json', 'jsonc', 'yaml', 'bicep', 'bicep-params', 'terraform', 'terraform-vars', 'tf', 'opentofu', 'opentofu-vars' }
M.root_markers = { '.cmklint.json', '.cmklint.yaml', '.git' }

--- The protocol's name of a file type.
function M.language_id(_, filetype)
  return filetype == 'tf' and 'terraform' or filetype
end

--- The nearest folder upwards that holds a root marker, else the file's own folder.
local function root_of(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  for _, marker in ipairs(M.root_markers) do
    for _, find in ipairs({ vim.fn.findfile, vim.fn.finddir }) do
      -- The semicolon searches upwards.
      local found = find(marker, vim.fn.escape(folder, ' ,;') .. ';')
      if found ~= '' then
        return vim.fn.fnamemodify((vim.fn.fnamemodify(found, ':p'):gsub('/$', '')), ':h')
      end
    end
  end
  return folder
end

-- The clients by root: one server serves all buffers of a folder.
local clients = {}

local function attach(buffer, options)
  if vim.bo[buffer].buftype ~= '' or vim.api.nvim_buf_get_name(buffer) == '' then
    return
  end
  local root = root_of(buffer)
  local client = clients[root]
  if not client or not vim.lsp.get_client_by_id(client) then
    client = vim.lsp.start_client({
      name = 'cmklint',
      cmd = options.cmd,
      root_dir = root,
      workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') } },
      get_language_id = M.language_id,
      init_options = options.settings,
      capabilities = options.capabilities,
      on_attach = options.on_attach,
    })
    clients[root] = client
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

--- Starts cmklint for the buffers of its file types, those that are open and those to come.
---
--- options: cmd, filetypes, settings (`select`, `ignore`, `against`), capabilities, on_attach; all may be left out.
function M.setup(options)
  options = vim.tbl_extend('keep', options or {}, { cmd = M.cmd, filetypes = M.filetypes, settings = {} })
  local group = vim.api.nvim_create_augroup('cmklint', { clear = true })
  -- Older versions do not know these names; where a file type is set already, nothing changes.
  for pattern, filetype in pairs({ ['*.bicep'] = 'bicep', ['*.bicepparam'] = 'bicep-params' }) do
    vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, { group = group, pattern = pattern, command = 'setfiletype ' .. filetype })
  end
  if vim.lsp.config then
    vim.lsp.config('cmklint', {
      cmd = options.cmd,
      filetypes = options.filetypes,
      root_markers = M.root_markers,
      get_language_id = M.language_id,
      init_options = options.settings,
      capabilities = options.capabilities,
      on_attach = options.on_attach,
    })
    vim.lsp.enable('cmklint')
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = options.filetypes,
    callback = function(event)
      attach(event.buf, options)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(options.filetypes, vim.bo[buffer].filetype) then
      attach(buffer, options)
    end
  end
end

return M
